/* Looks forms up: what the dictionary, lexicons and grammar say of them. */
#include "form.h"

#include "reader.h"
#include "token.h"

static bool token_has_letters(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_ABBREVIATION ||
           token->kind == TOKEN_INITIAL;
}

static void form_analyze(const struct reader *reader, const struct token *token, struct span text,
                         struct making *making)
{
    struct form *form = &making->form;
    size_t count = token->cyrillic ? morphology_analyze(reader->morphology, text, making->analyses,
                                                        ANALYSIS_LIMIT)
                                   : 0;
    for (size_t i = 0; i < count; i++)
        form->grammemes |= making->analyses[i].grammemes;
    form->analysis_count = (uint8_t)count;
    form->lexemes = lexicon_words_of(reader->lexicon, token->folded, making->analyses, count);
    form->begins = lexicon_begins(reader->lexicon, &form->lexemes);
}

void form_make(const struct reader *reader, const struct token *token, struct span text,
               struct making *making)
{
    struct form *form = &making->form;
    *form = (struct form){.text = text, .number = NO_FORM, .kind = token->kind};
    bool letters = token_has_letters(token);
    if (letters || token->kind == TOKEN_SYMBOL || token->kind == TOKEN_PUNCTUATION)
        form->time = time_word_find(&reader->times, token->folded);
    if (letters)
        form_analyze(reader, token, text, making);
    /* «Ханты-Мансийский автономный округ – Югра», «РС(Я)» */
    if (token->kind == TOKEN_DASH || token->kind == TOKEN_PUNCTUATION) {
        form->lexemes = lexicon_words_of(reader->lexicon, token->folded, NULL, 0);
        form->begins = lexicon_begins(reader->lexicon, &form->lexemes);
    }
    if (reader->grammar != NULL)
        form->of_grammar = grammar_word_of(reader->grammar, token->folded, making->analyses,
                                           form->analysis_count, making->lemmas);
}
