/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
/*
 * A neighbour on the machine who attacks the files of a peer. It does one thing, named by its first argument, answers
 * what it is told on its standard input line by line, and ends when that is closed, when whoever started it ends, or
 * after its time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MOST_SECONDS 600
#define LONGEST_DELAY 400000 /* nanoseconds */

static long now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void spin(long nanoseconds) {
	for (long end = now() + nanoseconds; now() < end;) {
	}
}

/* Half of the time at once, otherwise at any instant: each instant of the other side is hit some time. */
static long any_delay(void) {
	return (random() & 1) ? 0 : random() % LONGEST_DELAY;
}

static int told(void) {
	struct pollfd in = { .fd = 0, .events = POLLIN };
	return poll(&in, 1, 0) > 0;
}

/* The next line, or the end. No buffer of the C library, which poll would know nothing of. */
static char *line(void) {
	static char text[512];
	size_t length = 0;
	while (length < sizeof text - 1) {
		ssize_t n = read(0, text + length, 1);
		if (n <= 0) {
			exit(0);
		}
		if (text[length] == '\n') {
			break;
		}
		length++;
	}
	text[length] = 0;
	return text;
}

static void answer(const char *text, long number) {
	printf("%s %ld\n", text, number);
	fflush(stdout);
}

static int exchange(const char *a, const char *b) {
	return (int) syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}

static int exists(const char *name) {
	struct stat s;
	return lstat(name, &s) == 0;
}

static struct sockaddr_un address(const char *path) {
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	strncpy(a.sun_path, path, sizeof a.sun_path - 1);
	return a;
}

static int bound(const char *path) {
	struct sockaddr_un a = address(path);
	int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (bind(s, (struct sockaddr *) &a, sizeof a) < 0) {
		int error = errno;
		close(s);
		errno = error;
		return -1;
	}
	return s;
}

static int sends(int s, const char *path, const char *text) {
	struct sockaddr_un a = address(path);
	return sendto(s, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *) &a, sizeof a)
			== (ssize_t) strlen(text);
}

/* What arrives in time, or null. */
static char *receives(int s, int milliseconds) {
	static char text[512];
	struct pollfd in = { .fd = s, .events = POLLIN };
	if (poll(&in, 1, milliseconds) <= 0) {
		return NULL;
	}
	ssize_t n = recv(s, text, sizeof text - 1, MSG_DONTWAIT);
	if (n < 0) {
		return NULL;
	}
	text[n] = 0;
	return text;
}

/*
 * swap NAME LURE [TARGET]: for each "arm", exchange NAME for LURE once, as soon as NAME is there or a little later; LURE
 * is a link to TARGET, if that is given. "report" tells whether it struck.
 */
static void swap(const char *name, const char *lure, const char *target) {
	while (1) {
		line();
		if (target != NULL) {
			unlink(lure);
			if (symlink(target, lure) < 0) {
				perror("symlink");
			}
		}
		answer("armed", 0);
		int struck = 0;
		long delay = any_delay();
		for (long i = 1; (i & 15) || !told(); i++) {
			if (!struck && (delay == 0 || exists(name))) {
				spin(delay);
				struck = exchange(lure, name) == 0;
			}
		}
		line();
		answer("struck", struck);
	}
}

/*
 * logs TARGET: put a link to TARGET in the place of each file that is made here, as fast as it can.
 */
static void logs(const char *target) {
	int watch = inotify_init1(IN_NONBLOCK);
	inotify_add_watch(watch, ".", IN_CREATE);
	const char *link = "lure";
	if (symlink(target, link) < 0) {
		perror("symlink");
	}
	answer("armed", 0);
	long struck = 0;
	char events[8192] __attribute__((aligned(__alignof__(struct inotify_event))));
	for (long i = 1; (i & 15) || !told(); i++) {
		ssize_t n = read(watch, events, sizeof events);
		for (char *at = events; at < events + n;) {
			struct inotify_event *event = (struct inotify_event *) at;
			if (strncmp(event->name, "main.", 5) == 0) {
				if (random() & 1) {
					spin(random() % 60000);
				}
				if (rename(link, event->name) == 0) {
					struck++;
				}
				if (symlink(target, link) < 0 && errno != EEXIST) {
					perror("symlink");
				}
			}
			at += sizeof *event + event->len;
		}
	}
	line();
	answer("struck", struck);
}

/*
 * toggle NAME TARGET: have NAME lead to a named pipe, an empty file, a link to nothing, a link to TARGET, and to
 * nothing, in turns, until told to stop. What it puts there it takes back, so that the pipe can be found afterwards.
 */
static void toggle(const char *name, const char *target) {
	const char *lures[] = { "lure-pipe", "lure-file", "lure-nothing", "lure-target" };
	long turns = 0;
	answer("armed", 0);
	for (; (turns & 15) || !told(); turns++) {
		int k = (int) (random() % 6);
		k = (k > 3) ? 0 : k;
		const char *lure = lures[k];
		if (!exists(lure)) {
			if (k == 0) {
				mkfifo(lure, 0666);
			}
			else if (k == 1) {
				close(open(lure, O_CREAT | O_EXCL | O_WRONLY, 0666));
			}
			else if (symlink((k == 2) ? "made-through-a-link" : target, lure) < 0) {
				perror("symlink");
			}
		}
		rename(lure, name);
		spin(random() % 20000);
		rename(name, lure);
		if (random() % 3 == 0) {
			unlink(name);
		}
		spin(random() % 60000);
	}
	line();
	answer("turns", turns);
}

/*
 * impostor NAME: for each "arm", put a socket of its own in the place of NAME, once; "report" tells whether it did, and
 * "ask" what has arrived there. With "waver" in place of "arm" it exchanges the two over and over until told to report,
 * and then leaves its own in place.
 */
static void impostor(const char *name) {
	int s = -1;
	while (1) {
		char *words = line();
		if (strcmp(words, "ask") == 0) {
			char *text = receives(s, 300);
			printf("got %s\n", (text != NULL) ? text : "nothing");
			fflush(stdout);
			continue;
		}
		int waver = strcmp(words, "waver") == 0;
		close(s);
		unlink("impostor");
		s = bound("impostor");
		chmod("impostor", 0777);
		answer("armed", 0);
		int struck = 0;
		long delay = any_delay();
		int over = (random() & 1);
		for (long i = 1; (i & 15) || !told(); i++) {
			if (struck && waver) {
				spin(random() % 3000);
				struck += exchange("impostor", name) == 0;
			}
			else if (!struck && (delay == 0 || exists(name))) {
				spin(delay);
				if (delay > 0 && over && !waver) {
					struck = rename("impostor", name) == 0;
				}
				else {
					struck = exchange("impostor", name) == 0;
				}
			}
		}
		if (struck && struck % 2 == 0) {
			struck += exchange("impostor", name) == 0;
		}
		line();
		answer("struck", struck);
	}
}

/*
 * remove NAME: send to NAME all the time and remove it whenever that succeeds, at any instant after that, until told to
 * stop; count what was removed and, asked once more, what the kernel took.
 */
static void removes(const char *name) {
	int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	long removed = 0, sent = 0;
	answer("armed", 0);
	for (long i = 1; (i & 15) || !told(); i++) {
		if (sends(s, name, "count me")) {
			sent++;
			int k = (int) (random() % 4);
			long end = now() + ((k == 0) ? random() % 300000 : (k == 1) ? random() % 20000 : 0);
			while (k < 2 && now() < end) {
				sent += sends(s, name, "count me, too");
				spin(2000);
			}
			removed += unlink(name) == 0;
		}
		else if (errno == EAGAIN) {
			removed += unlink(name) == 0;
		}
	}
	line();
	answer("removed", removed);
	line();
	answer("sent", sent);
}

/*
 * send PATH [flood]: send all the time, until told to stop, and count what the kernel took.
 */
static void sender(const char *path, int flood) {
	int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	long sent = 0;
	answer("armed", 0);
	for (long i = 1; (i & 15) || !told(); i++) {
		if (sends(s, path, "count me")) {
			sent++;
		}
		else if (!flood) {
			/* Leave the processor to the one that removes and the one that heals. */
			usleep(100);
		}
	}
	line();
	answer("sent", sent);
}

/*
 * rival NAME BINDS: a program that wants the same socket file and knows no lock. If nobody listens there it removes
 * what is left and binds; then it looks whether it stays reachable. What it leaves behind when it closes is stale.
 */
static int reaches_itself(int s, const char *name, long nonce) {
	char text[32];
	snprintf(text, sizeof text, "nonce %ld", nonce);
	if (!sends(s, name, text)) {
		return 0;
	}
	for (char *got = receives(s, 0); got != NULL; got = receives(s, 0)) {
		if (strcmp(got, text) == 0) {
			return 1;
		}
	}
	return 0;
}

static void rival(const char *name, long binds) {
	struct sockaddr_un a = address(name);
	long made = 0, lost = 0, blinked = 0, nonce = 0;
	answer("armed", 0);
	while (made < binds && !told()) {
		int probe = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
		int refused = connect(probe, (struct sockaddr *) &a, sizeof a) < 0 ? errno : 0;
		close(probe);
		if (refused == ECONNREFUSED) {
			unlink(name);
		}
		else if (refused != ENOENT) {
			continue;
		}
		int s = bound(name);
		if (s < 0) {
			continue;
		}
		made++;
		long end = now() + random() % 300000;
		int there;
		do {
			there = reaches_itself(s, name, ++nonce);
		} while (there && now() < end);
		if (!there) {
			/* Who moves a socket aside to look at it puts it back at once. */
			for (end = now() + 300000000L; !there && now() < end; there = reaches_itself(s, name, ++nonce)) {
				usleep(200);
			}
			if (there) {
				blinked++;
			}
			else {
				lost++;
			}
		}
		close(s);
		spin(random() % 300000);
	}
	printf("binds %ld lost %ld blinked %ld\n", made, lost, blinked);
	fflush(stdout);
	line();
}

int main(int count, char **arguments) {
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(MOST_SECONDS);
	srandom((unsigned) now());
	umask(0);
	if (count < 4 || chdir(arguments[2]) < 0) {
		perror("neighbour WHAT DIRECTORY NAME ...");
		return 2;
	}
	const char *what = arguments[1];
	const char *name = arguments[3];
	const char *other = (count > 4) ? arguments[4] : NULL;
	if (strcmp(what, "swap") == 0) {
		swap(name, other, (count > 5) ? arguments[5] : NULL);
	}
	else if (strcmp(what, "logs") == 0) {
		logs(name);
	}
	else if (strcmp(what, "toggle") == 0) {
		toggle(name, other);
	}
	else if (strcmp(what, "impostor") == 0) {
		impostor(name);
	}
	else if (strcmp(what, "remove") == 0) {
		removes(name);
	}
	else if (strcmp(what, "send") == 0) {
		sender(name, other != NULL);
	}
	else if (strcmp(what, "rival") == 0) {
		rival(name, atol(other));
	}
	return 0;
}
