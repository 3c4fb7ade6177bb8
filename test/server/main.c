/* Runs the tests of src/server. */
#include "suite.h"

void add_asset(Suite *suite);
void add_header(Suite *suite);
void add_batch(Suite *suite);
void add_route(Suite *suite);
void add_server(Suite *suite);
void add_target(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("server");
    add_target(suite);
    add_header(suite);
    add_route(suite);
    add_asset(suite);
    add_server(suite);
    add_batch(suite);
    return suite_run(suite);
}
