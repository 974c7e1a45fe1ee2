/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-accounts.h"

#define DAY_SECONDS (24 * 60 * 60)

struct _FakeAccounts
{
  GPtrArray *accounts;
  GHashTable *results; /* PostinoLastResult by id */
  const char *changes; /* of what does not work, or NULL */
};

FakeAccounts *
fake_accounts_new (void)
{
  FakeAccounts *self = g_new0 (FakeAccounts, 1);

  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_saved_account_free);
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fake_accounts_free (FakeAccounts *self)
{
  g_ptr_array_unref (self->accounts);
  g_hash_table_unref (self->results);
  g_free (self);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static PostinoSavedAccount *
add (FakeAccounts *self, const char *text, PostinoProtocol protocol)
{
  PostinoSavedAccount *account = g_new0 (PostinoSavedAccount, 1);

  account->id = g_strdup_printf ("account-%u", self->accounts->len);
  account->address = postino_address_parse (text, NULL);
  account->name = g_strdup ("Ada Lovelace");
  account->incoming = postino_server_new (
    protocol, protocol == POSTINO_PROTOCOL_IMAP ? "imap.example.org" : "pop.example.org", 0,
    POSTINO_SECURITY_TLS, text);
  account->outgoing =
    postino_server_new (POSTINO_PROTOCOL_SMTP, "smtp.example.org", 0, POSTINO_SECURITY_TLS, text);
  g_ptr_array_add (self->accounts, account);
  return account;
}

void
fake_accounts_add (FakeAccounts *self,
                   const char *address,
                   PostinoCause incoming,
                   PostinoCause outgoing,
                   int days)
{
  PostinoSavedAccount *account = add (self, address, POSTINO_PROTOCOL_IMAP);
  gboolean good = incoming == POSTINO_CAUSE_OK && outgoing == POSTINO_CAUSE_OK;
  PostinoLastResult last = {
    .tested = now () - days * DAY_SECONDS,
    .worked = now () - (good ? days : days + 20) * DAY_SECONDS,
    .incoming = incoming,
    .outgoing = outgoing,
  };

  if (days >= 0)
    g_hash_table_replace (self->results, g_strdup (account->id), g_memdup2 (&last, sizeof last));
}

static void
add_many (FakeAccounts *self)
{
  for (int i = 1; i <= 12; i++)
    {
      g_autofree char *address = g_strdup_printf ("ready%d@example.org", i);
      fake_accounts_add (self, address, POSTINO_CAUSE_OK,
                         i % 5 == 0 ? POSTINO_CAUSE_SENDING_LIMIT : POSTINO_CAUSE_OK, i);
    }
}

void
fake_accounts_fill (FakeAccounts *self, const char *kind)
{
  g_ptr_array_set_size (self->accounts, 0);
  self->changes = NULL;
  if (g_str_equal (kind, "one"))
    fake_accounts_add (self, "ready@example.org", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, 0);
  else if (g_str_equal (kind, "trouble"))
    {
      fake_accounts_add (self, "ready@example.org", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, 1);
      fake_accounts_add (self, "wrong-password@example.org", POSTINO_CAUSE_WRONG_CREDENTIALS,
                         POSTINO_CAUSE_OK, 0);
    }
  else if (g_str_equal (kind, "changed"))
    {
      fake_accounts_fill (self, "trouble");
      self->changes =
        "What has changed since it last worked:\nReceiving: imap.example.org shows a new "
        "certificate, from the same issuer.\nReceiving: imap.example.org no longer offers this for "
        "signing in: CRAM-MD5 PLAIN";
    }
  else if (g_str_equal (kind, "untested"))
    fake_accounts_add (self, "ready@example.org", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, -1);
  else if (g_str_equal (kind, "half"))
    {
      PostinoSavedAccount *account = add (self, "ready@example.org", POSTINO_PROTOCOL_IMAP);
      g_clear_pointer (&account->outgoing, postino_server_free);
    }
  else if (g_str_equal (kind, "twins"))
    {
      fake_accounts_add (self, "ready@example.org", POSTINO_CAUSE_OK, POSTINO_CAUSE_OK, 3);
      add (self, "ready@example.org", POSTINO_PROTOCOL_POP3);
    }
  else if (g_str_equal (kind, "many"))
    add_many (self);
}

GPtrArray *
fake_accounts_get (FakeAccounts *self)
{
  return self->accounts;
}

gboolean
fake_accounts_get_last (FakeAccounts *self, const char *id, PostinoLastResult *last)
{
  const PostinoLastResult *found = g_hash_table_lookup (self->results, id);

  if (found != NULL)
    *last = *found;
  return found != NULL;
}

const char *
fake_accounts_get_changes (FakeAccounts *self, const char *id)
{
  PostinoLastResult last;

  return fake_accounts_get_last (self, id, &last) && !postino_last_result_is_good (&last)
           ? self->changes
           : NULL;
}

void
fake_accounts_remember (FakeAccounts *self, const char *id, PostinoCause in, PostinoCause out)
{
  PostinoLastResult last = {0};

  fake_accounts_get_last (self, id, &last);
  last.tested = now ();
  last.incoming = in;
  last.outgoing = out;
  if (postino_last_result_is_good (&last))
    last.worked = last.tested;
  g_hash_table_replace (self->results, g_strdup (id), g_memdup2 (&last, sizeof last));
}

void
fake_accounts_forget (FakeAccounts *self, const char *id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    if (g_str_equal (((PostinoSavedAccount *) self->accounts->pdata[i])->id, id))
      {
        g_hash_table_remove (self->results, id);
        g_ptr_array_remove_index (self->accounts, i);
        return;
      }
}
