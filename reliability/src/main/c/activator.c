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
 * Holds a socket as systemd does for a unit of sockets, and starts a program with it.
 *
 *   activator PATH PROGRAM ARGUMENT...
 *
 * Binds a datagram socket at PATH. For a line that it reads, PROGRAM is started with that socket
 * as its descriptor 3 and with the line at the end of its last argument; its process id is
 * printed. Until it ends, what is read is passed on to its standard input; then "ended" is printed.
 * At the end of the input a program that is still there is killed, and the socket file removed.
 *
 * (systemd-socket-activate can't be used for this: it becomes the program that it starts, and so the
 * socket ends with that.)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

static void die(const char *what) {
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static pid_t start(int fd, int input, char **arguments, const char *line) {
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid != 0) {
		return pid;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		/* It was gone before that. */
		_exit(1);
	}
	int last = 0;
	while (arguments[last + 1] != NULL) {
		last++;
	}
	char own[32];
	snprintf(own, sizeof own, "%d", (int)getpid());
	setenv("LISTEN_PID", own, 1);
	setenv("LISTEN_FDS", "1", 1);
	if (asprintf(&arguments[last], "%s%s", arguments[last], line) < 0 || dup2(input, 0) < 0 || dup2(fd, 3) < 0) {
		die("start");
	}
	execvp(arguments[0], arguments);
	die(arguments[0]);
	return -1;
}

/* Until the program has ended: pass on what is read. Returns whether there may be more. */
static int accompany(pid_t pid, int output) {
	int process = (int)syscall(SYS_pidfd_open, pid, 0);
	if (process < 0) {
		die("pidfd_open");
	}
	int open = 1;
	struct pollfd polled[2] = {{.fd = process, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
	while (polled[0].revents == 0) {
		if (poll(polled, 2, -1) < 0 && errno != EINTR) {
			die("poll");
		}
		if (polled[0].revents == 0 && polled[1].revents != 0) {
			char bytes[4096];
			ssize_t length = read(0, bytes, sizeof bytes);
			if (length <= 0) {
				open = 0;
				polled[1].fd = -1;
				kill(pid, SIGKILL);
			}
			else if (write(output, bytes, (size_t)length) < 0 && errno != EPIPE) {
				die("write");
			}
		}
	}
	waitpid(pid, NULL, 0);
	close(process);
	return open;
}

static int read_line(char *line, size_t size) {
	size_t length = 0;
	while (length + 1 < size && read(0, line + length, 1) == 1) {
		if (line[length] == '\n') {
			line[length] = 0;
			return 1;
		}
		length++;
	}
	return 0;
}

int main(int argc, char **argv) {
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (argc < 3 || strlen(argv[1]) >= sizeof address.sun_path) {
		fprintf(stderr, "usage: see the first lines of activator.c\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	strcpy(address.sun_path, argv[1]);
	int bound = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	/* Above 3: dup2 of 3 to itself would leave close-on-exec as it is. */
	int fd = fcntl(bound, F_DUPFD_CLOEXEC, 10);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
		die(argv[1]);
	}
	close(bound);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("bound\n");
	char line[64];
	int more = 1;
	while (more && read_line(line, sizeof line)) {
		int ends[2];
		if (pipe2(ends, O_CLOEXEC) < 0) {
			die("pipe2");
		}
		pid_t pid = start(fd, ends[0], argv + 2, line);
		close(ends[0]);
		printf("%d\n", (int)pid);
		more = accompany(pid, ends[1]);
		close(ends[1]);
		printf("ended\n");
	}
	unlink(argv[1]);
	return 0;
}
