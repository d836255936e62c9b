/* writer FOLDER COUNT: makes so many files as fast as it can, each with a line of words that no other has. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count != 3 || chdir(arguments[1])) return 2;
    unsigned long long state = 1;
    for (int number = 0; number < atoi(arguments[2]); number++) {
        char name[32], text[50];
        for (int each = 0; each < 50; each++) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL; /* Knuth's, as in MMIX */
            text[each] = each == 49 ? '\n' : each % 7 == 6 ? ' ' : 'a' + (state >> 33) % 26;
        }
        snprintf(name, sizeof name, "%06d.txt", number);
        int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (file < 0 || write(file, text, sizeof text) != sizeof text || close(file)) return 1;
    }
    return 0;
}
