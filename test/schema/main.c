/* Runs the tests of src/schema. */
#include "../suite.h"

void add_schema(Suite *suite);
void add_value(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("schema");
    add_schema(suite);
    add_value(suite);
    return suite_run(suite);
}
