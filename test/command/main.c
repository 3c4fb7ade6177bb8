/* Runs the tests of src/command. */
#include "../suite.h"

void add_grid(Suite *suite);
void add_input(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("command");
    add_grid(suite);
    add_input(suite);
    return suite_run(suite);
}
