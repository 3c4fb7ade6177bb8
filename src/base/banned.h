/* Calls that are easy to get wrong do not compile. The compiler includes this file first.
 *
 * The system headers that declare them come before the macros, so that their own text is untouched.
 * <ctype.h> and the functions of the locale are banned too: text is UTF-8 here, see utf8.h. */
#ifndef BANNED_H
#define BANNED_H

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define BANNED(name) sorry_##name##_is_banned

#undef strcpy
#define strcpy(to, from) BANNED(strcpy)
#undef strcat
#define strcat(to, from) BANNED(strcat)
#undef strncpy
#define strncpy(to, from, size) BANNED(strncpy)
#undef strncat
#define strncat(to, from, size) BANNED(strncat)
#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef gets
#define gets(to) BANNED(gets)
#undef strtok
#define strtok(text, delimiters) BANNED(strtok)
#undef atoi
#define atoi(text) BANNED(atoi)
#undef atol
#define atol(text) BANNED(atol)
#undef atof
#define atof(text) BANNED(atof)
#undef gmtime
#define gmtime(time) BANNED(gmtime)
#undef localtime
#define localtime(time) BANNED(localtime)
#undef ctime
#define ctime(time) BANNED(ctime)
#undef asctime
#define asctime(time) BANNED(asctime)
#undef system
#define system(command) BANNED(system)
#undef popen
#define popen(command, mode) BANNED(popen)
#undef alloca
#define alloca(size) BANNED(alloca)
#undef isalpha
#define isalpha(byte) BANNED(isalpha)
#undef isdigit
#define isdigit(byte) BANNED(isdigit)
#undef isspace
#define isspace(byte) BANNED(isspace)
#undef isupper
#define isupper(byte) BANNED(isupper)
#undef islower
#define islower(byte) BANNED(islower)
#undef toupper
#define toupper(byte) BANNED(toupper)
#undef tolower
#define tolower(byte) BANNED(tolower)

#endif
