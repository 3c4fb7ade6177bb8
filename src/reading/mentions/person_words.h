/* Inside src/reading: what persons.c asks of single words. */
#ifndef PERSON_WORDS_H
#define PERSON_WORDS_H

#include "scan.h"

struct person_scan {
    struct scan *scan;
    const struct sentence *sentence;
    uint32_t end;
    bool shouting; /* the sentence is all in capitals: they tell nothing */
};

bool is_given(const struct scan *scan, uint32_t token);
bool is_patronymic(const struct scan *scan, uint32_t token);
bool is_known_patronymic(const struct scan *scan, uint32_t token);
bool is_known_surname(const struct scan *scan, uint32_t token);
bool is_initial(const struct scan *scan, uint32_t token);
/* The token behind the initials at token; token itself where there are none. */
uint32_t initials_end(const struct person_scan *persons, uint32_t token);
/* Whether the dictionary lacks the word. */
bool is_unknown(const struct scan *scan, uint32_t token);
/* Words with a capital that begin something else. */
bool is_other_name(const struct scan *scan, uint32_t token);

/* Whether a token may be a surname: a capital, and neither a place nor the head of a name. */
bool is_surname(const struct person_scan *persons, uint32_t token);
/* A word that looks like a surname even where no given name supports it. */
bool looks_like_surname(const struct person_scan *persons, uint32_t token);
/* A Russian surname ends a name: «Сергей Петров Анна …» are two. */
bool is_russian_surname(const struct scan *scan, uint32_t token);
/* Such a surname that the dictionary knows, though it may be a form of a given name too:
 * «Шарипов». */
bool is_name_surname(const struct scan *scan, uint32_t token);
/* A surname that the dictionary knows as nothing else. */
bool is_lone_surname(const struct person_scan *persons, uint32_t token);
/* «Гурбанов», «Тодоренко»: unknown to the dictionary, and ends as little else does but surnames. */
bool is_telling_surname(const struct person_scan *persons, uint32_t token);
/* «де», «ван дер», «Ле» before a surname: the token behind them; token itself where it has none. */
uint32_t particle_end(const struct person_scan *persons, uint32_t token);
/* «аль-Багдади», «эль-Масри»: a particle with a hyphen makes a surname. */
bool is_article_name(const struct scan *scan, uint32_t token);
/* «Грету Циммер Фридман»: one more word that can only be of the name. */
bool is_third_name(const struct person_scan *persons, uint32_t token);
/* A word that may be one of several of a foreign name. */
bool is_foreign_part(const struct person_scan *persons, uint32_t token);

/* Whether an office or title ends right before the token: «президент компании» does not. */
bool behind_office(const struct person_scan *persons, uint32_t token);
/* An office somewhere before in the same phrase: «президент японской компании Кэндзи Морисита». */
bool office_before(const struct person_scan *persons, uint32_t token);
/* Behind «завод» two capitals are rather its name; behind «компании» they may be a person's. */
bool behind_head(const struct scan *scan, uint32_t token);

#endif
