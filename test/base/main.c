/* Runs the tests of src/base. */
#include "../suite.h"

void add_arena(Suite *suite);
void add_calendar(Suite *suite);
void add_csv(Suite *suite);
void add_digest(Suite *suite);
void add_error(Suite *suite);
void add_file(Suite *suite);
void add_json(Suite *suite);
void add_map(Suite *suite);
void add_order(Suite *suite);
void add_pack(Suite *suite);
void add_span(Suite *suite);
void add_utf8(Suite *suite);
void add_xml(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("base");
    add_arena(suite);
    add_calendar(suite);
    add_csv(suite);
    add_digest(suite);
    add_error(suite);
    add_file(suite);
    add_json(suite);
    add_map(suite);
    add_order(suite);
    add_pack(suite);
    add_span(suite);
    add_utf8(suite);
    add_xml(suite);
    return suite_run(suite);
}
