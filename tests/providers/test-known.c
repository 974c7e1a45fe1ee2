/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has to stay known whatever happens to the files: the great mail services
 * with their families of domains, the hosters by their MX, and the servers of
 * those that most people have.
 */
#include "postino-providers.h"

/* Domains stand between spaces. */
static const struct
{
  const char *id;
  PostinoPolicy policy;
  const char *domains;
} known_domains[] = {
  {"gmail", POSTINO_POLICY_APP_PASSWORD, "gmail.com googlemail.com"},
  {"outlook", POSTINO_POLICY_OAUTH,
   "outlook.com outlook.de outlook.fr outlook.it hotmail.com hotmail.it hotmail.fr hotmail.co.uk "
   "hotmail.ch hotmail.es live.com live.it live.fr live.nl msn.com windowslive.com"},
  {"yahoo", POSTINO_POLICY_APP_PASSWORD,
   "yahoo.com yahoo.it yahoo.de yahoo.fr yahoo.es yahoo.co.uk yahoo.com.br yahoo.co.in yahoo.in "
   "yahoo.pl yahoo.nl yahoo.be yahoo.at yahoo.pt ymail.com rocketmail.com myyahoo.com"},
  {"aol", POSTINO_POLICY_APP_PASSWORD,
   "aol.com aol.de aol.fr aol.at aim.com netscape.net verizon.net love.com compuserve.com"},
  {"icloud", POSTINO_POLICY_APP_PASSWORD, "icloud.com me.com mac.com"},
  {"proton", POSTINO_POLICY_BRIDGE, "proton.me protonmail.com protonmail.ch pm.me"},
  {"tuta", POSTINO_POLICY_UNSUPPORTED,
   "tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me"},
  {"hey", POSTINO_POLICY_UNSUPPORTED, "hey.com"},
  {"fastmail", POSTINO_POLICY_APP_PASSWORD,
   "fastmail.com fastmail.fm sent.com eml.cc mailcan.com warpmail.net"},
  {"zoho", POSTINO_POLICY_PASSWORD, "zoho.com zohomail.com"},
  {"zoho-eu", POSTINO_POLICY_PASSWORD, "zoho.eu zohomail.eu"},
  {"mail-com", POSTINO_POLICY_PASSWORD,
   "mail.com email.com usa.com post.com myself.com europe.com consultant.com dr.com"},
  {"gmx", POSTINO_POLICY_PASSWORD, "gmx.de gmx.net gmx.at gmx.ch"},
  {"gmx-international", POSTINO_POLICY_PASSWORD, "gmx.com gmx.fr gmx.co.uk gmx.it gmx.es"},
  {"web-de", POSTINO_POLICY_PASSWORD, "web.de"},
  {"t-online", POSTINO_POLICY_APP_PASSWORD, "t-online.de magenta.de"},
  {"freenet", POSTINO_POLICY_PASSWORD, "freenet.de"},
  {"vodafone-de", POSTINO_POLICY_PASSWORD, "vodafone.de arcor.de kabelmail.de"},
  {"1und1", POSTINO_POLICY_PASSWORD, "online.de"},
  {"posteo", POSTINO_POLICY_PASSWORD, "posteo.de posteo.net posteo.eu"},
  {"mailbox-org", POSTINO_POLICY_PASSWORD, "mailbox.org"},
  {"a1", POSTINO_POLICY_PASSWORD, "a1.net aon.at"},
  {"magenta-at", POSTINO_POLICY_PASSWORD, "chello.at"},
  {"bluewin", POSTINO_POLICY_PASSWORD, "bluewin.ch"},
  {"hispeed", POSTINO_POLICY_PASSWORD, "hispeed.ch"},
  {"sunrise", POSTINO_POLICY_PASSWORD, "sunrise.ch"},
  {"libero", POSTINO_POLICY_PASSWORD, "libero.it iol.it inwind.it blu.it giallo.it"},
  {"virgilio", POSTINO_POLICY_PASSWORD, "virgilio.it"},
  {"tim", POSTINO_POLICY_PASSWORD, "tim.it"},
  {"alice", POSTINO_POLICY_PASSWORD, "alice.it"},
  {"tin", POSTINO_POLICY_PASSWORD, "tin.it"},
  {"tiscali", POSTINO_POLICY_PASSWORD, "tiscali.it"},
  {"fastweb", POSTINO_POLICY_PASSWORD, "fastwebnet.it"},
  {"email-it", POSTINO_POLICY_PASSWORD, "email.it"},
  {"aruba", POSTINO_POLICY_PASSWORD, "aruba.it"},
  {"aruba-pec", POSTINO_POLICY_PASSWORD, "pec.it arubapec.it"},
  {"legalmail", POSTINO_POLICY_PASSWORD, "legalmail.it"},
  {"postecert", POSTINO_POLICY_PASSWORD, "postecert.it"},
  {"orange", POSTINO_POLICY_PASSWORD, "orange.fr wanadoo.fr"},
  {"sfr", POSTINO_POLICY_PASSWORD, "sfr.fr neuf.fr club-internet.fr cegetel.net"},
  {"free", POSTINO_POLICY_PASSWORD, "free.fr"},
  {"laposte", POSTINO_POLICY_PASSWORD, "laposte.net"},
  {"bbox-bouygues", POSTINO_POLICY_PASSWORD, "bbox.fr"},
  {"movistar", POSTINO_POLICY_PASSWORD, "movistar.es"},
  {"telefonica", POSTINO_POLICY_PASSWORD, "telefonica.net"},
  {"sapo", POSTINO_POLICY_PASSWORD, "sapo.pt meo.pt"},
  {"uol", POSTINO_POLICY_PASSWORD, "uol.com.br"},
  {"bol", POSTINO_POLICY_PASSWORD, "bol.com.br"},
  {"terra", POSTINO_POLICY_PASSWORD, "terra.com.br"},
  {"ziggo", POSTINO_POLICY_PASSWORD, "ziggo.nl home.nl"},
  {"kpn", POSTINO_POLICY_PASSWORD, "kpnmail.nl planet.nl xs4all.nl"},
  {"telenet", POSTINO_POLICY_PASSWORD, "telenet.be"},
  {"proximus", POSTINO_POLICY_PASSWORD, "proximus.be skynet.be"},
  {"voo", POSTINO_POLICY_PASSWORD, "voo.be"},
  {"scarlet", POSTINO_POLICY_PASSWORD, "scarlet.be"},
  {"bt", POSTINO_POLICY_PASSWORD, "btinternet.com btopenworld.com"},
  {"sky", POSTINO_POLICY_PASSWORD, "sky.com"},
  {"virgin-media", POSTINO_POLICY_PASSWORD, "virginmedia.com"},
  {"talktalk", POSTINO_POLICY_PASSWORD, "talktalk.net"},
  {"wp", POSTINO_POLICY_PASSWORD, "wp.pl"},
  {"o2-pl", POSTINO_POLICY_PASSWORD, "o2.pl tlen.pl"},
  {"onet", POSTINO_POLICY_PASSWORD, "onet.pl op.pl vp.pl poczta.onet.pl autograf.pl"},
  {"interia", POSTINO_POLICY_PASSWORD, "interia.pl interia.eu poczta.fm"},
  {"gazeta", POSTINO_POLICY_PASSWORD, "gazeta.pl"},
  {"seznam", POSTINO_POLICY_PASSWORD, "seznam.cz email.cz post.cz spoluzaci.cz"},
  {"centrum", POSTINO_POLICY_PASSWORD, "centrum.cz"},
  {"yandex", POSTINO_POLICY_APP_PASSWORD,
   "yandex.ru yandex.com yandex.com.tr ya.ru yandex.by yandex.kz narod.ru"},
  {"mail-ru", POSTINO_POLICY_APP_PASSWORD, "mail.ru inbox.ru list.ru bk.ru internet.ru"},
  {"rambler", POSTINO_POLICY_PASSWORD, "rambler.ru lenta.ru"},
  {"ukr-net", POSTINO_POLICY_APP_PASSWORD, "ukr.net"},
  {"meta-ua", POSTINO_POLICY_PASSWORD, "meta.ua"},
  {"yahoo-japan", POSTINO_POLICY_PASSWORD, "yahoo.co.jp"},
  {"nifty", POSTINO_POLICY_PASSWORD, "nifty.com"},
  {"ocn", POSTINO_POLICY_PASSWORD, "ocn.ne.jp"},
  {"naver", POSTINO_POLICY_APP_PASSWORD, "naver.com"},
  {"daum", POSTINO_POLICY_APP_PASSWORD, "daum.net hanmail.net"},
  {"kakao", POSTINO_POLICY_APP_PASSWORD, "kakao.com"},
  {"nate", POSTINO_POLICY_PASSWORD, "nate.com"},
  {"qq", POSTINO_POLICY_APP_PASSWORD, "qq.com foxmail.com vip.qq.com"},
  {"netease-163", POSTINO_POLICY_APP_PASSWORD, "163.com"},
  {"netease-126", POSTINO_POLICY_APP_PASSWORD, "126.com"},
  {"netease-yeah", POSTINO_POLICY_APP_PASSWORD, "yeah.net"},
  {"netease-vip-163", POSTINO_POLICY_APP_PASSWORD, "vip.163.com"},
  {"sina", POSTINO_POLICY_APP_PASSWORD, "sina.com sina.cn"},
  {"sohu", POSTINO_POLICY_APP_PASSWORD, "sohu.com"},
  {"aliyun", POSTINO_POLICY_PASSWORD, "aliyun.com"},
  {"china-mobile-139", POSTINO_POLICY_APP_PASSWORD, "139.com"},
  {"china-telecom-189", POSTINO_POLICY_APP_PASSWORD, "189.cn"},
  {"rediffmail", POSTINO_POLICY_PASSWORD, "rediffmail.com"},
  {"comcast", POSTINO_POLICY_PASSWORD, "comcast.net xfinity.com"},
  {"att", POSTINO_POLICY_APP_PASSWORD, "att.net sbcglobal.net bellsouth.net"},
  {"cox", POSTINO_POLICY_APP_PASSWORD, "cox.net"},
  {"spectrum", POSTINO_POLICY_PASSWORD, "charter.net spectrum.net"},
  {"bell-canada", POSTINO_POLICY_PASSWORD, "bell.net sympatico.ca"},
  {"rogers", POSTINO_POLICY_APP_PASSWORD, "rogers.com"},
  {"telus", POSTINO_POLICY_APP_PASSWORD, "telus.net"},
  {"shaw", POSTINO_POLICY_PASSWORD, "shaw.ca"},
};

/* The whole names that the providers' customers have as MX. */
static const struct
{
  const char *id, *hosts;
} known_mx[] = {
  {"google-workspace", "aspmx.l.google.com alt1.aspmx.l.google.com smtp.google.com "
                       "aspmx2.googlemail.com"},
  {"microsoft-365", "example-com.mail.protection.outlook.com example-com.a-v1.mx.microsoft"},
  {"microsoft-365-cn", "example-com.mail.protection.partner.outlook.cn"},
  {"microsoft-365-us", "example-com.mail.protection.office365.us"},
  {"zoho-domains", "mx.zoho.com mx2.zoho.com"},
  {"zoho-eu-domains", "mx.zoho.eu"},
  {"zoho-in-domains", "mx.zoho.in"},
  {"zoho-au", "mx.zoho.com.au"},
  {"zoho-jp", "mx.zoho.jp"},
  {"zoho-ca", "mx.zohocloud.ca"},
  {"zoho-sa", "mx.zoho.sa"},
  {"zoho-cn", "mx.zoho.com.cn"},
  {"fastmail", "in1-smtp.messagingengine.com in2-smtp.messagingengine.com"},
  {"icloud-domains", "mx01.mail.icloud.com mx02.mail.icloud.com"},
  {"proton", "mail.protonmail.ch mailsec.protonmail.ch"},
  {"tuta", "mail.tutanota.de"},
  {"yandex", "mx.yandex.net"},
  {"mail-ru", "emx.mail.ru"},
  {"yahoo", "mta5.am0.yahoodns.net mx-apac.mail.gm0.yahoodns.net"},
  {"aol", "mx-aol.mail.gm0.yahoodns.net"},
  {"ionos", "mx00.ionos.com mx00.1and1.com"},
  {"ionos-de", "mx00.ionos.de mx00.kundenserver.de"},
  {"ionos-fr", "mx00.ionos.fr mx00.1and1.fr"},
  {"ionos-es", "mx00.ionos.es"},
  {"ionos-it", "mx00.ionos.it"},
  {"ionos-uk", "mx00.ionos.co.uk mx00.1and1.co.uk"},
  {"ovh", "mx0.mail.ovh.net mx4.mail.ovh.net"},
  {"gandi", "spool.mail.gandi.net fb.mail.gandi.net"},
  {"infomaniak", "mta-gw.infomaniak.ch"},
  {"aruba", "mx.aruba.it"},
  {"aruba-pec", "mx.pec.aruba.it"},
  {"register-it", "mail.register.it"},
  {"register-pec", "server.pec-email.com"},
  {"namirial", "mx.sicurezzapostale.it"},
  {"godaddy", "smtp.secureserver.net mailstore1.secureserver.net"},
  {"namecheap", "mx1.privateemail.com"},
  {"mailbox-org", "mxext1.mailbox.org"},
  {"migadu", "aspmx1.migadu.com"},
  {"purelymail", "mailserver.purelymail.com"},
  {"strato", "smtpin.rzone.de"},
  {"hetzner", "www123.your-server.de mail.your-server.de"},
  {"all-inkl", "w0123456.kasserver.com"},
  {"netcup", "mxe123.netcup.net"},
  {"united-domains", "mx00.udag.de"},
  {"mittwald", "mx1.agenturserver.de"},
  {"one-com", "mx1.pub.mailpod8-cph3.one.com"},
  {"simply-com", "mx.simply.com"},
  {"loopia", "mailcluster.loopia.se"},
  {"domeneshop", "mx.domeneshop.no"},
  {"hostpoint", "mx1.mail.hostpoint.ch"},
  {"cyon", "mx01.cyon.ch"},
  {"rackspace", "mx1.emailsrvr.com"},
  {"workmail-us-east-1", "inbound-smtp.us-east-1.amazonaws.com"},
  {"hostinger", "mx1.hostinger.com"},
  {"titan", "mx1.titan.email"},
  {"dreamhost", "mx1.dreamhost.com"},
  {"hover", "mx.hover.com.cust.hostedemail.com"},
  {"transip", "mx.transip.email"},
  {"soverin", "mx.soverin.net"},
  {"yourhosting", "mx.yourfilter.nl"},
  {"combell", "mx.mailprotect.be mx.backup.mailprotect.be"},
  {"locaweb", "mx.core.locaweb.com.br mx.jk.locaweb.com.br"},
  {"uol-host", "mx.uhserver.com"},
  {"seznam", "mx1.seznam.cz"},
  {"forpsi", "mx1.forpsi.com"},
  {"alibaba-mail", "mxn.mxhichina.com mxw.mxhichina.com"},
  {"tencent-exmail", "mxbiz1.qq.com mxbiz2.qq.com"},
  {"netease-qiye", "qiye163mx01.mxmail.netease.com"},
  {"netease-qiye-hz", "hzmx01.mxmail.netease.com"},
  {"naver-works", "kr1-aspmx1.worksmobile.com jp1-aspmx1.worksmobile.com"},
  {"lolipop", "mx01.lolipop.jp"},
  {"runbox", "mx.runbox.com"},
  {"kolab-now", "mx01.kolabnow.com"},
  {"startmail", "mx1.startmail.com"},
};

/* They take mail and pass it on, so they say nothing about the mailbox; or they only
 * look like a known one. */
static const char *const no_mailbox[] = {
  "eforward1.registrar-servers.com",
  "redirect.ovh.net",
  "route1.mx.cloudflare.net",
  "mx1.improvmx.com",
  "mx1.mailchannels.net",
  "mx1-us1.ppe-hosted.com",
  "eu-smtp-inbound-1.mimecast.com",
  "mx01.hornetsecurity.com",
  "163mx00.mxmail.netease.com",
  "static.locaweb.com.br",
  "aspmx.l.google.com.evil.example",
  "evilkasserver.com",
};

/* The best server of each direction. */
static const struct
{
  const char *domain, *incoming;
  guint16 incoming_port;
  PostinoSecurity incoming_security;
  const char *outgoing;
  guint16 outgoing_port;
  PostinoSecurity outgoing_security;
} known_servers[] = {
#define TLS      POSTINO_SECURITY_TLS
#define STARTTLS POSTINO_SECURITY_STARTTLS
  {"gmail.com", "imap.gmail.com", 993, TLS, "smtp.gmail.com", 465, TLS},
  {"outlook.com", "outlook.office365.com", 993, TLS, "smtp-mail.outlook.com", 587, STARTTLS},
  {"yahoo.com", "imap.mail.yahoo.com", 993, TLS, "smtp.mail.yahoo.com", 465, TLS},
  {"icloud.com", "imap.mail.me.com", 993, TLS, "smtp.mail.me.com", 587, STARTTLS},
  {"aol.com", "imap.aol.com", 993, TLS, "smtp.aol.com", 465, TLS},
  {"gmx.net", "imap.gmx.net", 993, TLS, "mail.gmx.net", 465, TLS},
  {"web.de", "imap.web.de", 993, TLS, "smtp.web.de", 465, TLS},
  {"t-online.de", "secureimap.t-online.de", 993, TLS, "securesmtp.t-online.de", 465, TLS},
  {"libero.it", "imapmail.libero.it", 993, TLS, "smtp.libero.it", 465, TLS},
  {"orange.fr", "imap.orange.fr", 993, TLS, "smtp.orange.fr", 465, TLS},
  {"free.fr", "imap.free.fr", 993, TLS, "smtp.free.fr", 465, TLS},
  {"wp.pl", "imap.wp.pl", 993, TLS, "smtp.wp.pl", 465, TLS},
  {"seznam.cz", "imap.seznam.cz", 993, TLS, "smtp.seznam.cz", 465, TLS},
  {"mail.ru", "imap.mail.ru", 993, TLS, "smtp.mail.ru", 465, TLS},
  {"yandex.ru", "imap.yandex.com", 993, TLS, "smtp.yandex.com", 465, TLS},
  {"qq.com", "imap.qq.com", 993, TLS, "smtp.qq.com", 465, TLS},
  {"163.com", "imap.163.com", 993, TLS, "smtp.163.com", 465, TLS},
  {"naver.com", "imap.naver.com", 993, TLS, "smtp.naver.com", 465, TLS},
  {"comcast.net", "imap.comcast.net", 993, TLS, "smtp.comcast.net", 465, TLS},
  {"uol.com.br", "imap.uol.com.br", 993, TLS, "smtps.uol.com.br", 587, STARTTLS},
  {"proton.me", "127.0.0.1", 1143, STARTTLS, "127.0.0.1", 1025, STARTTLS},
#undef TLS
#undef STARTTLS
};

static void
test_domains (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (known_domains); i++)
    {
      g_auto (GStrv) domains = g_strsplit (known_domains[i].domains, " ", -1);

      for (char **domain = domains; *domain != NULL; domain++)
        {
          g_autoptr (PostinoProvider) found = postino_providers_lookup_domain (providers, *domain);

          g_test_message ("%s", *domain);
          g_assert_nonnull (found);
          g_assert_cmpstr (found->id, ==, known_domains[i].id);
          g_assert_cmpint (found->policy, ==, known_domains[i].policy);
        }
    }
}

static void
test_mx (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (known_mx); i++)
    {
      g_auto (GStrv) hosts = g_strsplit (known_mx[i].hosts, " ", -1);

      for (char **host = hosts; *host != NULL; host++)
        {
          g_autoptr (PostinoProvider) found = postino_providers_lookup_mx (providers, *host);

          g_test_message ("%s", *host);
          g_assert_nonnull (found);
          g_assert_cmpstr (found->id, ==, known_mx[i].id);
        }
    }
}

static void
test_no_mailbox (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (no_mailbox); i++)
    {
      g_autoptr (PostinoProvider) found = postino_providers_lookup_mx (providers, no_mailbox[i]);

      g_test_message ("%s", no_mailbox[i]);
      g_assert_null (found);
    }
}

static void
assert_server (GPtrArray *servers, const char *host, guint16 port, PostinoSecurity security)
{
  g_assert_cmpuint (servers->len, >, 0);
  const PostinoServer *server = g_ptr_array_index (servers, 0);

  g_assert_cmpstr (server->host, ==, host);
  g_assert_cmpuint (server->port, ==, port);
  g_assert_cmpint (server->security, ==, security);
  g_assert_cmpint (server->trust, ==, POSTINO_TRUST_VOUCHED);
}

static void
test_servers (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (known_servers); i++)
    {
      g_autoptr (PostinoProvider) found =
        postino_providers_lookup_domain (providers, known_servers[i].domain);

      g_test_message ("%s", known_servers[i].domain);
      g_assert_nonnull (found);
      assert_server (found->incoming, known_servers[i].incoming, known_servers[i].incoming_port,
                     known_servers[i].incoming_security);
      assert_server (found->outgoing, known_servers[i].outgoing, known_servers[i].outgoing_port,
                     known_servers[i].outgoing_security);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/known/domains", test_domains);
  g_test_add_func ("/known/mx", test_mx);
  g_test_add_func ("/known/no-mailbox", test_no_mailbox);
  g_test_add_func ("/known/servers", test_servers);

  return g_test_run ();
}
