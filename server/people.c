#include "server/people.h"

#include "server/contact.h"

void people_put(struct site *site, struct site_locale *l, int64_t now,
                struct arena *a, struct value *root)
{
    const struct value *contact = contact_value(site, l, now, S(""), a);
    const struct value *channels = value_get(contact, S("channels"));
    struct value *list = value_list(a);

    for (size_t i = 0; channels && i < channels->list.count && i < PEOPLE_SHOWN;
         i++)
        value_push(a, list, channels->list.items[i]);
    value_set(a, root, "has_people",
              value_bool(a, list && list->list.count > 0));
    value_set(a, root, "people", list);
}
