/* Dates in the frame of a report: «09.02.2015», «9 февраля 2015 г., 14:30», «28 окт», «2015-02-09».
 *
 * This is not the reader of dates in running text: it knows the forms that datelines have. */
#ifndef DATELINE_H
#define DATELINE_H

#include "calendar.h"
#include "span.h"

struct dateline_date {
    struct date date;    /* year == 0 where only day and month are given */
    struct range words;  /* the day, month and year, with «г.» or «года» */
    struct range whole;  /* with the weekday before and the time of day behind */
    bool numeric;        /* «09.02.2015», not «9 февраля» */
    bool timed;          /* a time of day follows */
    struct range agency; /* of dateline_lead() alone: who reports; empty where it does not say */
};

/* The first date of text at or after from; ranges are offsets in text. False where there is none.
 * Linear in the length of text. */
bool dateline_find(struct span text, size_t from, struct dateline_date *found);

/* The length of the dateline with which text begins («Калуга. 17 марта. ОКА-ИНФОРМ - », «МАГАС, 14
 * ноября 2013. /Агентство/. »): place, date and agency, up to the first sentence; 0 where text
 * begins otherwise. */
size_t dateline_lead(struct span text, struct dateline_date *found);

/* Who reports, by a line with a date: «Агентство» of «Калуга. 17 марта. Агентство - », the
 * newspaper of «„Городские новости“, 4 марта 2017 г.». Offsets in text; empty where the line does
 * not say. */
struct range dateline_agency(struct span text);

#endif
