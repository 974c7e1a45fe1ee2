/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server repeats of a secret is not shown.
 */
#include "postino-mask.h"

static const struct
{
  const char *text, *shown;
} rows[] = {
  {"535 no", "535 no"},
  {"500 what is pä\"ss\\1?", "500 what is •••?"},
  {"PÄ\"SS\\1 PÄ\"SS\\1", "PÄ\"SS\\1 PÄ\"SS\\1"},
  {"your test, not your latest Test", "your •••, not your latest •••"},
  {"… AGFkYUBlAAAA 5vcmcAc2VjcmV0 vcmcAc2V", "… AGFkYUBlAAAA 5vcmcAc2VjcmV0 vcmcAc2V"},
  {"tail: GxlLm9yZwBzZWNyZXQ=", "tail: •••"},
  {"loud: AGFKYUBLEGFTCGXLLM9YZWBZZWNYZXQ=", "loud: •••"},
  {"500 \"AUTH PLAIN AGFkYUBleGFtcGxlLm9yZwBzZWNyZXQ=\"", "500 \"AUTH PLAIN •••\""},
  {"500 AUTH PLAIN AGFkYUBleGFtcGxl...", "500 AUTH PLAIN •••..."},
  {"AGFkYUBle is too short to tell", "AGFkYUBle is too short to tell"},
  {"AGFkYUBleGF has eleven, AGFkYUBleGFt twelve", "AGFkYUBleGF has eleven, ••• twelve"},
  {"ab stays, as it is in any text", "ab stays, as it is in any text"},
  {"\xff\xfe pä\"ss\\1 \xff", "\xff\xfe ••• \xff"},
  {"te\vst and tes\u200bt and t\u202e\001est, not te st", "••• and ••• and •••, not te st"},
  {"AGFkYUBl\001eGFtcGxl", "•••"},
  {"", ""},
};

static void
test_rows (void)
{
  g_autoptr (GPtrArray) secrets =
    g_ptr_array_new_with_free_func ((GDestroyNotify) postino_secret_unref);

  g_ptr_array_add (secrets, postino_secret_new ("pä\"ss\\1"));
  g_ptr_array_add (secrets, postino_secret_new ("AGFkYUBleGFtcGxlLm9yZwBzZWNyZXQ="));
  g_ptr_array_add (secrets, postino_secret_new ("test"));
  g_ptr_array_add (secrets, postino_secret_new ("ab"));
  g_ptr_array_add (secrets, postino_secret_new (""));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = postino_mask_hide (rows[i].text, secrets);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
  g_assert_null (postino_mask_hide (NULL, secrets));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mask/rows", test_rows);

  return g_test_run ();
}
