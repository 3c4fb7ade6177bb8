/* Inside src/reading alone: the stock of forms, which are looked up when the program is built.
 *
 * Most words of a report are everyday ones. What follows from the letters of those that the tagger
 * has a vector for and the dictionary knows stands in the file of what is compiled, so that a
 * memory of forms that has not met one yet takes it from there. It is what looking up would give:
 * readings are the same with a stock and without.
 *
 * It lies in the numbers of the file, which nobody checks when it is opened (pack.h): each form is
 * checked when it is taken, and one that is damaged is looked up. */
#ifndef FORM_STOCK_H
#define FORM_STOCK_H

#include "form.h"
#include "pack.h"
#include "tagger.h"

enum stock_section {
    STOCK_SLOTS,
    STOCK_FORMS,
    STOCK_ANALYSES,
    STOCK_LEMMAS,
    STOCK_LETTERS,
    STOCK_VECTORS, /* by vector: 1 + the form whose input stands in its place */
    STOCK_SECTIONS
};
extern const struct pack_kind stock_kinds[STOCK_SECTIONS];

struct form_stock;

/* The bytes of a form in the file, for its digest. */
size_t form_stock_layout(void);
/* Makes the sections of a stock, in arena; numbers has room for STOCK_SECTIONS. Writes the inputs
 * of its forms in the places of their vectors among all of them. */
void form_stock_pack(const struct reader *reader, struct arena *arena, void *vectors,
                     struct span *numbers);
/* The stock in such sections, which must outlive it, in arena; NULL where they are none. */
const struct form_stock *form_stock_unpack(struct arena *arena, const struct span *numbers);

/* For tagger_take_vectors(): context is the reader. */
bool form_stock_input(const void *reader, uint32_t vector, struct span *folded,
                      struct tagger_word *word);

/* The hash of letters by which a form is found. */
uint64_t form_stock_hash(struct span folded);
/* Tells the processor that a form of that hash will be taken soon. */
void form_stock_fetch(const struct form_stock *stock, uint64_t hash);
/* Takes the form of a token with its text out of the reader's stock; its analyses and lemmas lie
 * there, its text is the one that was given. False where it is not in it. */
bool form_stock_take(const struct reader *reader, const struct token *token, struct span text,
                     struct form *form);

#endif
