/* Internal to the folder: values as people write them in forms and tables, in Russian and English.
 */
#ifndef ENTRY_VALUE_H
#define ENTRY_VALUE_H

#include "arena.h"
#include "message.h"
#include "value.h"

/* Reads a date ("2024-03-01", "01.03.2024", "03.2024", "1 марта 2024 г.", "March 1, 2024", "2024"),
 * length of time ("P5Y", "5 лет", "18 months"), sum ("2,5 млн руб.", "RUB 2 million"), number ("1
 * 200,5"), yes or no, or a choice (its code or its label in either language) that the property
 * takes; texts are taken as they are. English commas part thousands, Russian ones the fraction.
 * False where text is no such value. Working memory in arena; whatever the bytes are. */
bool entry_value_read(struct span text, const struct schema_property *property, enum tongue tongue,
                      struct arena *arena, struct value *value);
/* text with single blanks and folded to small letters, in arena. */
struct span entry_fold(struct arena *arena, struct span text);

#endif
