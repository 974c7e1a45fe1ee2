/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply.h"

#include <string.h>

PostinoCause
postino_reply_classify (PostinoProtocol protocol,
                        PostinoStage stage,
                        const char *host,
                        const char *provider,
                        const char *reply,
                        PostinoReplyGrade *grade)
{
  if (grade != NULL)
    *grade = POSTINO_REPLY_FALLBACK;
  if (strstr (reply, "pplication-specific") != NULL)
    {
      if (grade != NULL)
        *grade = POSTINO_REPLY_WORDS;
      return POSTINO_CAUSE_APP_PASSWORD_REQUIRED;
    }
  if (*reply == '4' || strstr (reply, "UNAVAILABLE") != NULL || strstr (reply, "BYE") != NULL)
    return POSTINO_CAUSE_SERVER_UNAVAILABLE;

  switch (stage)
    {
    case POSTINO_STAGE_GREETING:
      return POSTINO_CAUSE_CLIENT_BLOCKED;
    case POSTINO_STAGE_MAILBOX:
      return POSTINO_CAUSE_MAILBOX_UNAVAILABLE;
    case POSTINO_STAGE_SENDER:
      return POSTINO_CAUSE_SENDER_REJECTED;
    default:
      return POSTINO_CAUSE_WRONG_CREDENTIALS;
    }
}

guint
postino_reply_find_minutes (const char *reply)
{
  return 0;
}
