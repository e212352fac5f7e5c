/* Inside of messages: what the parser makes and the formatter walks. */
#ifndef GABAY_ICU_MESSAGE_PARTS_H
#define GABAY_ICU_MESSAGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

enum part_kind {
    PART_LITERAL,
    PART_ARGUMENT, /* {name} */
    PART_NUMBER,
    PART_DATE,
    PART_PLURAL,
    PART_SELECT,
    PART_COUNT, /* '#': the number that the plural around it counts */
};

struct message {
    struct message_part *parts;
    size_t count, room;
};

struct message_part {
    enum part_kind kind;
    struct str text;                 /* the literal, or the argument's name */
    struct message_branch *branches; /* of a plural or select */
    size_t count, room;
};

struct message_branch {
    struct str key; /* "few", "phone"; the digits of "=1" */
    bool is_exact;
    int64_t number; /* of "=1" */
    struct message body;
};

#endif
