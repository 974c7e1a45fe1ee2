/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of targets, those of most people first.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-bus.h"
#include "postino-targets.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  PostinoTarget target;
  PostinoTargetWrite write;
  PostinoTargetRevoke revoke;
} Row;

#define DOCUMENT POSTINO_TARGET_DOCUMENT
#define FILES    POSTINO_TARGET_FILES
#define SERVICE  POSTINO_TARGET_SERVICE
#define ASKED    POSTINO_TARGET_PASSWORD_ASKED
#define READ     POSTINO_TARGET_PASSWORD_READ
#define KEPT     POSTINO_TARGET_PASSWORD_KEPT

static const Row rows[] = {
  {{"goa", "GNOME Online Accounts", SERVICE, KEPT, "org.gnome.OnlineAccounts",
    N_ ("Adds the account to the desktop’s own, which Evolution and Geary use")},
   postino_target_goa_write,
   postino_target_goa_revoke},
  {{"evolution", "Evolution", FILES, KEPT, "evolution", N_ ("Adds the account to Evolution")},
   postino_target_evolution_write,
   postino_target_evolution_revoke},
  {{"geary", "Geary", FILES, KEPT, "geary",
    N_ ("Adds the account to Geary, which has it when it is started next")},
   postino_target_geary_write,
   NULL},
  {{"thunderbird", "Thunderbird", DOCUMENT, ASKED, NULL,
    N_ ("Writes a policies.json, with which a new profile of Thunderbird begins with the account")},
   postino_target_thunderbird_write,
   NULL},
  {{"apple", "iPhone, iPad, Mac", DOCUMENT, ASKED, NULL,
    N_ ("Writes a profile (.mobileconfig) that sets the account up when it is opened there")},
   postino_target_apple_write,
   NULL},
  {{"sheet", N_ ("Sheet of settings"), DOCUMENT, ASKED, NULL,
    N_ ("Writes down the settings for any other program, such as KMail")},
   postino_target_sheet_write,
   NULL},
  {{"qr", N_ ("QR code"), DOCUMENT, ASKED, NULL,
    N_ ("Shows the settings as a code that a phone reads, made of characters")},
   postino_target_qr_write,
   NULL},
  {{"qr-png", N_ ("QR code (PNG)"), DOCUMENT, ASKED, NULL,
    N_ ("Writes the settings as a code that a phone reads, as a picture of dots")},
   postino_target_qr_png_write,
   NULL},
  {{"qr-svg", N_ ("QR code (SVG)"), DOCUMENT, ASKED, NULL,
    N_ ("Writes the settings as a code that a phone reads, as a picture of any size")},
   postino_target_qr_svg_write,
   NULL},
  {{"neomutt", "NeoMutt", FILES, READ, "neomutt",
    N_ ("Lets NeoMutt open this account’s inbox and send with it")},
   postino_target_neomutt_write,
   NULL},
  {{"msmtp", "msmtp", FILES, READ, "msmtp", N_ ("Adds the account for sending to msmtp")},
   postino_target_msmtp_write,
   NULL},
  {{"mbsync", "mbsync (isync)", FILES, READ, "mbsync",
    N_ ("Adds the mailboxes to mbsync, which keeps a copy of them in ~/Mail")},
   postino_target_mbsync_write,
   NULL},
  {{"fetchmail", "fetchmail", FILES, READ, "fetchmail",
    N_ ("Makes a command that fetches new mail with fetchmail, and leaves it on the server")},
   postino_target_fetchmail_write,
   NULL},
  {{"autoconfig", "Autoconfig", DOCUMENT, ASKED, NULL,
    N_ ("Writes the file from which mail programs learn the settings for a whole domain")},
   postino_target_autoconfig_write,
   NULL},
  {{"srv", "SRV", DOCUMENT, ASKED, NULL,
    N_ ("Writes the lines for the domain’s DNS zone from which mail programs learn its servers")},
   postino_target_srv_write,
   NULL},
  {{"provider", N_ ("Provider file of Postino"), DOCUMENT, ASKED, NULL,
    N_ ("Writes a file from which other Postinos know the domain")},
   postino_target_provider_write,
   NULL},
  {{"json", "JSON", DOCUMENT, ASKED, NULL,
    N_ ("Writes the settings for programs, as “postino-cli settings” does")},
   postino_target_json_write,
   NULL},
};

gsize
postino_target_get_count (void)
{
  return G_N_ELEMENTS (rows);
}

const PostinoTarget *
postino_target_get_nth (gsize index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (rows), NULL);

  return &rows[index].target;
}

const PostinoTarget *
postino_target_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].target.id, id) == 0)
      return &rows[i].target;

  return NULL;
}

/* Every target comes out of the table. */
static const Row *
get_row (const PostinoTarget *target)
{
  return (const Row *) (gconstpointer) target;
}

PostinoTargetWrite
postino_target_get_write (const PostinoTarget *self)
{
  return get_row (self)->write;
}

PostinoTargetRevoke
postino_target_get_revoke (const PostinoTarget *self)
{
  return get_row (self)->revoke;
}

/* Whether it runs, or would be started. */
static gboolean
has_service (const char *name)
{
  g_autoptr (GDBusConnection) bus = postino_bus_get (NULL, NULL);
  const char *const questions[] = {"ListNames", "ListActivatableNames"};

  for (gsize i = 0; bus != NULL && i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
        bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", questions[i],
        NULL, G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, 1000, NULL, NULL);
      g_autofree const char **names = NULL;

      if (reply != NULL)
        g_variant_get (reply, "(^a&s)", &names);
      if (names != NULL && g_strv_contains (names, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  return path != NULL;
}

gboolean
postino_target_is_available (const PostinoTarget *self)
{
  if (self->needs == NULL)
    return TRUE;

  return self->kind == POSTINO_TARGET_SERVICE ? has_service (self->needs)
                                              : has_program (self->needs);
}

gboolean
postino_target_can_read_password (const PostinoTarget *self)
{
  return self->password != POSTINO_TARGET_PASSWORD_READ || has_program ("secret-tool");
}
