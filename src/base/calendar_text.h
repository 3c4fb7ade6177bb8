/* Dates as people write them in forms and tables, in Russian and English. */
#ifndef CALENDAR_TEXT_H
#define CALENDAR_TEXT_H

#include "calendar.h"

/* Parts a text at blanks into at most `most` words, without commas and full stops at their ends;
 * returns how many, 0 where there are more. */
size_t span_words(struct span text, struct span *words, size_t most);
/* A date in any of the usual forms: "2024-03-01", "01.03.2024", "03.2024", "1 марта 2024 г.",
 * "March 1, 2024", "март 2024", "2024 год". The text is in lower case, single blanks between its
 * words. False where it is none. */
bool date_of_text(struct span folded, struct date *date);
/* The same of a text as it was typed: with capital letters, and blanks before, behind and between.
 */
bool date_of_typed(struct span text, struct date *date);
/* A day by which something is due; besides those forms a year of this century may have two digits
 * ("31.12.27", "дек.27"), a quarter stands for its last month ("IV кв. 2027"), words before
 * ("до", "не позднее") and a time behind ("0:00") say nothing. */
bool date_due_of_text(struct span folded, struct date *date);

#endif
