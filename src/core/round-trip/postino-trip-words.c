/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round trip in sentences for people.
 */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-trip.h"

#include "postino-text.h"

#include <glib/gi18n.h>

const char *
postino_trip_state_get_words (PostinoTripState state)
{
  switch (state)
    {
    case POSTINO_TRIP_SENDING:
      return _ ("Sending one message to yourself…");
    case POSTINO_TRIP_ACCEPTED:
      return _ ("The outgoing server has taken it");
    case POSTINO_TRIP_WAITING:
      return _ ("Waiting for it to arrive…");
    case POSTINO_TRIP_ARRIVED:
      return _ ("It arrived");
    case POSTINO_TRIP_IN_JUNK:
      return _ ("It arrived, in the junk folder");
    case POSTINO_TRIP_BOUNCED:
      return _ ("It came back");
    case POSTINO_TRIP_DELAYED:
      return _ ("It is held up on its way");
    case POSTINO_TRIP_NEVER:
      return _ ("It has not arrived");
    case POSTINO_TRIP_NOT_SENT:
      return _ ("The outgoing server did not take it");
    case POSTINO_TRIP_LOST_SIGHT:
    default:
      return _ ("The incoming server could not be watched");
    }
}

const char *
postino_trip_get_headline (const PostinoTrip *self)
{
  switch (self->state)
    {
    case POSTINO_TRIP_ARRIVED:
      return _ ("It works: your message went all the way");
    case POSTINO_TRIP_IN_JUNK:
      return _ ("Your message arrived, but in the junk folder");
    case POSTINO_TRIP_BOUNCED:
      return _ ("Your message came back");
    case POSTINO_TRIP_DELAYED:
      return _ ("Your message is held up on its way");
    case POSTINO_TRIP_NEVER:
      return _ ("Your message was sent, but it has not arrived");
    case POSTINO_TRIP_NOT_SENT:
      return _ ("The outgoing server did not take your message");
    case POSTINO_TRIP_LOST_SIGHT:
      return _ ("Your message was sent, but nobody could see it arrive");
    case POSTINO_TRIP_SENDING:
    case POSTINO_TRIP_ACCEPTED:
    case POSTINO_TRIP_WAITING:
    default:
      return _ ("Your message is on its way");
    }
}

static void
add (GStrvBuilder *lines, const char *text)
{
  g_strv_builder_add (lines, text);
}

static void
add_filled (GStrvBuilder *lines, const char *template, const char *name, const char *value)
{
  g_autofree char *text = postino_text_fill (template, name, value, NULL);

  add (lines, text);
}

static void
add_time (GStrvBuilder *lines, const PostinoTrip *self)
{
  g_autofree char *seconds = g_strdup_printf ("%d", self->seconds);

  if (self->seconds == 0)
    add (lines, _ ("It took less than a second."));
  else if (self->seconds > 0)
    add_filled (
      lines,
      ngettext ("It took {seconds} second.", "It took {seconds} seconds.", (gulong) self->seconds),
      "seconds", seconds);
}

static void
add_place (GStrvBuilder *lines, const PostinoTrip *self)
{
  if (self->state == POSTINO_TRIP_IN_JUNK)
    {
      add_filled (lines, _ ("It is in the folder “{folder}”."), "folder", self->folder);
      add (lines,
           _ ("Other people's junk folders may take your mail as well. Ask whoever runs your "
              "mail to look at it."));
    }
  if (self->copies > 1)
    {
      g_autofree char *count = g_strdup_printf ("%u", self->copies);

      add_filled (lines,
                  ngettext ("It arrived {count} time. Something on the way makes copies of it.",
                            "It arrived {count} times. Something on the way makes copies of it.",
                            self->copies),
                  "count", count);
    }
}

static void
add_authentication (GStrvBuilder *lines, const PostinoTrip *self, const PostinoAddress *address)
{
  if (self->authentication == NULL)
    return;

  add_filled (
    lines,
    self->authentication->aligned
      ? _ ("The receiving side could tell that it really comes from {domain}.")
      : _ ("The receiving side could not tell whether it really comes from {domain}. Mail "
           "like this is often taken for junk; whoever runs {domain} can mend that (SPF, "
           "DKIM, DMARC)."),
    "domain", address->domain);
}

static void
add_waiting (GStrvBuilder *lines, const PostinoTrip *self)
{
  g_autofree char *minutes = g_strdup_printf ("%d", MAX (self->waited / 60, 1));

  if (self->state == POSTINO_TRIP_NEVER)
    {
      add_filled (lines,
                  ngettext ("It was waited for {minutes} minute.",
                            "It was waited for {minutes} minutes.",
                            (gulong) MAX (self->waited / 60, 1)),
                  "minutes", minutes);
      add (lines, _ ("Some servers let the first mail from a new place wait. Look again later."));
    }
  if (self->state == POSTINO_TRIP_NEVER && self->pop3)
    add (lines, _ ("This way of reading mail shows the inbox alone. It may be in the junk folder: "
                   "your provider's web page shows that."));
  if (self->state == POSTINO_TRIP_BOUNCED
      && (self->diagnosis == NULL || self->diagnosis->steps[0] == NULL))
    add (lines, _ ("It was your own mailbox that did not take it. Show what the server said to "
                   "whoever runs your mail."));
  if (self->state == POSTINO_TRIP_DELAYED)
    add (lines,
         _ ("The server tries again by itself. There is nothing to do but look again in an hour."));
  if (self->state == POSTINO_TRIP_LOST_SIGHT)
    add (lines, _ ("Your message may well be in your inbox. Look again in a few minutes: no second "
                   "one is sent for that."));
}

/* What the server said stands in the diagnosis; here is what it did not have to say. */
static void
add_delivery (GStrvBuilder *lines, const PostinoTrip *self)
{
  if (self->delivery == POSTINO_DELIVERY_TOO_LARGE)
    add (lines, _ ("It takes only messages that are smaller still than this one, which is very "
                   "small."));
  if (self->delivery == POSTINO_DELIVERY_NO_UTF8)
    add (lines, _ ("It takes no mail from an address with letters beyond a to z before the @."));
}

static void
add_cleaning (GStrvBuilder *lines, const PostinoTrip *self)
{
  switch (self->cleaning)
    {
    case POSTINO_CLEANING_DELETED:
      add (lines, self->copies + self->sent_copies > 0
                    ? _ ("It was deleted again, and nothing else was touched.")
                    : _ ("The report about it was deleted again, and nothing else was touched."));
      break;
    case POSTINO_CLEANING_TRASHED:
      add (lines, _ ("It was moved to the trash, and nothing else was touched."));
      break;
    case POSTINO_CLEANING_MARKED:
      add (lines, _ ("It is marked as deleted. Your server can't remove a single message, so your "
                     "mail program removes it when it tidies up."));
      break;
    case POSTINO_CLEANING_KEPT:
      add (lines, _ ("It could not be deleted. You can delete it without losing anything."));
      break;
    case POSTINO_CLEANING_NONE:
    default:
      break;
    }
}

char **
postino_trip_describe (const PostinoTrip *self, const PostinoAddress *address)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  if (postino_trip_has_arrived (self))
    {
      add_place (lines, self);
      add_time (lines, self);
      add_authentication (lines, self, address);
    }
  add_delivery (lines, self);
  add_waiting (lines, self);
  add_cleaning (lines, self);

  return g_strv_builder_end (lines);
}
