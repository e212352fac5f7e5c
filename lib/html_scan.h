/* The bytes of HTML's tags: names, attributes, signs by their number. What they
 * mean, readers know. Any bytes will do. Pure; any thread. */
#ifndef GABAY_HTML_SCAN_H
#define GABAY_HTML_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

bool html_is_space(char c);
/* Of ASCII: what an element's name begins with. */
bool html_is_letter(char c);

/* Takes the name that `rest` begins with, behind "<" or "</". */
struct str html_take_name(struct str *rest);
/* Takes the next attribute of a tag whose name is taken. `value` is as it is
 * written, without its quotes; its `ptr` is NULL when there is none. False:
 * there are no more, and what ends the tag is taken. */
bool html_take_attribute(struct str *rest, struct str *name, struct str *value);

/* The code point of "#65" or "#x41", which stand between '&' and ';'. 0: it is
 * no number. What is none may be given: utf8_put() knows. */
uint32_t html_numbered(struct str name);

#endif
