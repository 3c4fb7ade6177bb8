/* The words of lexicon/documents.txt, by which the text of documents is found. */
#ifndef DOCUMENT_WORDS_H
#define DOCUMENT_WORDS_H

#include "span.h"

enum document_word { WORD_NONE, WORD_APART, WORD_COMPOUND };

/* What a word in small letters, with е for ё, is listed as. */
enum document_word document_word_of(struct span word);

#endif
