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
 * The C side: does what it is told to on standard input, as every side does.
 *
 *   throughput SIZE COUNT SOURCE...   receives, and looks at each length and source
 *   answer COUNT blocking|spinning    sends each datagram back to where it came from
 *   send SIZE BATCHES                 times sends and receives, in batches of 10
 *
 * Called with the word "threads" it has a second thread, which does nothing but be there:
 * the kernel then counts who uses a descriptor, and the C library prepares for a thread to
 * be cancelled, at each call. Every JVM pays for that, a program without threads doesn't.
 */
#include <poll.h>
#include <pthread.h>

#include "common.h"

#define MAX_SOURCES 64
#define WAIT_MILLIS 10000
#define BATCH 10

static char buffer[BUFFER_SIZE];
static const char *path;

/* Receive as any program would: try first, wait in the kernel when nothing is there. */
static ssize_t receive(int fd, struct sockaddr_un *from, socklen_t *from_length) {
	for (;;) {
		*from_length = sizeof *from;
		ssize_t n = recvfrom(fd, buffer, sizeof buffer, MSG_DONTWAIT, (struct sockaddr *)from, from_length);
		if (n >= 0) {
			return n;
		}
		if (errno != EAGAIN && errno != EINTR) {
			die("recvfrom");
		}
		struct pollfd readable = {.fd = fd, .events = POLLIN};
		if (poll(&readable, 1, WAIT_MILLIS) == 0) {
			fprintf(stderr, "Nothing came for %d ms\n", WAIT_MILLIS);
			exit(1);
		}
	}
}

static int is_source(const struct sockaddr_un *from, socklen_t length, struct sockaddr_un *sources,
		const socklen_t *lengths, int count) {
	for (int i = 0; i < count; i++) {
		if (length == lengths[i] && memcmp(from, &sources[i], length) == 0) {
			return 1;
		}
	}
	return 0;
}

static void throughput(long size, long count, char **source_paths, int source_count) {
	static struct sockaddr_un sources[MAX_SOURCES];
	static socklen_t lengths[MAX_SOURCES];
	for (int i = 0; i < source_count; i++) {
		lengths[i] = address_of(&sources[i], source_paths[i]);
	}
	int fd = bound_datagram_socket(path);
	printf("ready %s\n", path);
	long errors = 0;
	uint64_t start = 0, cpu_start = 0;
	for (long received = 0; received < count; received++) {
		struct sockaddr_un from;
		socklen_t from_length;
		ssize_t n = receive(fd, &from, &from_length);
		if (n != size || !is_source(&from, from_length, sources, lengths, source_count)) {
			errors++;
		}
		if (received == 0) {
			start = nanos(CLOCK_MONOTONIC);
			cpu_start = nanos(CLOCK_THREAD_CPUTIME_ID);
		}
	}
	uint64_t elapsed = nanos(CLOCK_MONOTONIC) - start;
	uint64_t cpu = nanos(CLOCK_THREAD_CPUTIME_ID) - cpu_start;
	printf("result {\"count\": %ld, \"nanos\": %lu, \"cpuNanos\": %lu, \"errors\": %ld}\n", count,
			(unsigned long)elapsed, (unsigned long)cpu, errors);
	close(fd);
	unlink(path);
}

static void answer(long count, int spinning) {
	int fd = bound_datagram_socket(path);
	printf("ready %s\n", path);
	for (long i = 0; i < count; i++) {
		struct sockaddr_un from;
		socklen_t from_length;
		ssize_t n;
		do {
			from_length = sizeof from;
			n = recvfrom(fd, buffer, sizeof buffer, spinning ? MSG_DONTWAIT : 0, (struct sockaddr *)&from,
					&from_length);
		} while (n < 0 && (errno == EAGAIN || errno == EINTR));
		if (n < 0) {
			die("recvfrom");
		}
		if (sendto(fd, buffer, (size_t)n, 0, (struct sockaddr *)&from, from_length) != n) {
			die("sendto");
		}
	}
	printf("result {\"count\": %ld}\n", count);
	close(fd);
	unlink(path);
}

/* Fill the queue of another socket and drain it; either is timed by itself. */
static void time_pair(long size, long batches) {
	char sender_path[sizeof(((struct sockaddr_un *)0)->sun_path) + 8];
	snprintf(sender_path, sizeof sender_path, "%s.s", path);
	struct sockaddr_un to;
	socklen_t to_length = address_of(&to, path);
	int receiver = bound_datagram_socket(path);
	int sender = bound_datagram_socket(sender_path);
	uint64_t sending = 0, receiving = 0;
	for (long i = 0; i < batches; i++) {
		uint64_t start = nanos(CLOCK_MONOTONIC);
		for (int k = 0; k < BATCH; k++) {
			if (sendto(sender, buffer, (size_t)size, MSG_DONTWAIT, (struct sockaddr *)&to, to_length) != size) {
				die("sendto");
			}
		}
		uint64_t filled = nanos(CLOCK_MONOTONIC);
		for (int k = 0; k < BATCH; k++) {
			struct sockaddr_un from;
			socklen_t from_length = sizeof from;
			if (recvfrom(receiver, buffer, sizeof buffer, MSG_DONTWAIT, (struct sockaddr *)&from, &from_length)
					!= size) {
				die("recvfrom");
			}
		}
		receiving += nanos(CLOCK_MONOTONIC) - filled;
		sending += filled - start;
	}
	printf("result {\"count\": %ld, \"sendNanos\": %lu, \"receiveNanos\": %lu}\n", batches * BATCH,
			(unsigned long)sending, (unsigned long)receiving);
	close(sender);
	close(receiver);
	unlink(sender_path);
	unlink(path);
}

static void *be_there(void *nothing) {
	for (;;) {
		pause();
	}
	return nothing;
}

int main(int argc, char **argv) {
	if (argc < 2) {
		fprintf(stderr, "usage: %s PATH [threads]\n", argv[0]);
		return 2;
	}
	path = argv[1];
	pthread_t thread;
	if (argc > 2 && pthread_create(&thread, NULL, be_there, NULL) != 0) {
		die("pthread_create");
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("up\n");
	static char line[16384];
	while (fgets(line, sizeof line, stdin) != NULL) {
		char *words[MAX_SOURCES + 3];
		int count = 0;
		for (char *word = strtok(line, " \n"); word != NULL && count < MAX_SOURCES + 3; word = strtok(NULL, " \n")) {
			words[count++] = word;
		}
		if (count >= 4 && strcmp(words[0], "throughput") == 0) {
			throughput(atol(words[1]), atol(words[2]), words + 3, count - 3);
		}
		else if (count == 3 && strcmp(words[0], "answer") == 0) {
			answer(atol(words[1]), strcmp(words[2], "spinning") == 0);
		}
		else if (count == 3 && strcmp(words[0], "send") == 0) {
			time_pair(atol(words[1]), atol(words[2]));
		}
		else if (count == 1 && strcmp(words[0], "renew") == 0) {
			printf("result {}\n");
		}
		else {
			printf("error not understood\n");
		}
	}
	return 0;
}
