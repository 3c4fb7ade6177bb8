/* The catalogue: every text that a user reads, in Russian and in English.
 *
 * messages/NAME.json holds {"NAME.key": {"ru": …, "en": …}}, where a text is a string or, where it
 * depends on a number, an object of plural forms: {"one", "few", "many"} in Russian, {"one",
 * "many"} in English. {name} in a text stands for an argument, {{ for a brace. The files are
 * embedded in the program; the web app is built from the same ones. A key that is missing is a bug
 * that the tests find; at run time the key itself is shown. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "arena.h"
#include "calendar.h"
#include "error.h"

enum tongue { TONGUE_RUSSIAN, TONGUE_ENGLISH };

struct catalogue;

/* The embedded catalogue, which is read when the first text is asked for; release it with
 * catalogue_free(). NULL where memory is out. */
struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *catalogue);
/* The tongue of a language tag or locale name: "ru", "ru_RU.UTF-8", "en-GB"; false for others. */
bool tongue_of(const char *name, enum tongue *tongue);
/* The tongue of the environment (LC_ALL, LC_MESSAGES, LANG); Russian where it names neither. */
enum tongue tongue_of_environment(void);

/* The text of a key with its arguments filled in, in arena, zero-terminated. After the key stand
 * pairs of strings, name and value, and a NULL. Where a text has plural forms, the argument "count"
 * chooses. */
struct span message(const struct catalogue *catalogue, enum tongue tongue, struct arena *arena,
                    const char *key, ...) __attribute__((sentinel));
/* The text of an error. */
struct span message_of_error(const struct catalogue *catalogue, enum tongue tongue,
                             struct arena *arena, const struct error_item *item);
/* Whether the catalogue has the key in both languages. */
bool message_exists(const struct catalogue *catalogue, const char *key);

/* A date, duration, number or sum as a person writes it: «9 февраля 2015 г.», «5 лет», «6,5 трлн
 * ₽», with no-break and thin spaces. */
struct span message_date(const struct catalogue *catalogue, enum tongue tongue, struct arena *arena,
                         struct date date);
struct span message_duration(const struct catalogue *catalogue, enum tongue tongue,
                             struct arena *arena, struct duration duration);
struct span message_number(enum tongue tongue, struct arena *arena, double number);
struct span message_money(const struct catalogue *catalogue, enum tongue tongue,
                          struct arena *arena, double value, const char *currency,
                          bool approximate);

#endif
