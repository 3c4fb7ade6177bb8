/* Runs the tests of src/train. */
#include "../suite.h"

void add_chain(Suite *suite);
void add_corpus(Suite *suite);
void add_matrix(Suite *suite);
void add_measure(Suite *suite);
void add_network(Suite *suite);
void add_trainer(Suite *suite);
void add_vectors(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("train");
    add_chain(suite);
    add_corpus(suite);
    add_matrix(suite);
    add_measure(suite);
    add_network(suite);
    add_trainer(suite);
    add_vectors(suite);
    return suite_run(suite);
}
