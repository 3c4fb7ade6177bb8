/* Runs the tests of src/query. */
#include "../suite.h"

void add_brief(Suite *suite);
void add_card(Suite *suite);
void add_check(Suite *suite);
void add_conflicts(Suite *suite);
void add_life(Suite *suite);
void add_list(Suite *suite);
void add_overview(Suite *suite);
void add_picture(Suite *suite);
void add_progress(Suite *suite);
void add_regions(Suite *suite);
void add_prospects(Suite *suite);
void add_reminders(Suite *suite);
void add_report(Suite *suite);
void add_search(Suite *suite);
void add_state(Suite *suite);
void add_network(Suite *suite);
void add_time(Suite *suite);
void add_trail(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("query");
    add_brief(suite);
    add_card(suite);
    add_check(suite);
    add_conflicts(suite);
    add_life(suite);
    add_list(suite);
    add_overview(suite);
    add_picture(suite);
    add_progress(suite);
    add_regions(suite);
    add_prospects(suite);
    add_reminders(suite);
    add_report(suite);
    add_search(suite);
    add_state(suite);
    add_network(suite);
    add_time(suite);
    add_trail(suite);
    return suite_run(suite);
}
