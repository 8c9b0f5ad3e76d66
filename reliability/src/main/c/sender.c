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
 * Sends numbered datagrams, each until the kernel has accepted it, and keeps a journal of that.
 *
 *   sender ID OWN_PATH DESTINATION DESTINATIONS COUNT SHORTEST LONGEST RATE PATIENCE_SECONDS JOURNAL
 *
 * With more than one of DESTINATIONS the number of each follows the path of DESTINATION, and they
 * take turns. With a RATE, it sends so many a second, else as fast as it can. Who has an odd ID
 * connects its socket, the others name the path each time. It ends when COUNT are accepted, when
 * it is told to (SIGTERM), when its parent is gone, or when one datagram isn't accepted for
 * PATIENCE_SECONDS; what it was trying then has not been accepted.
 *
 * What a datagram holds follows from its sender and its number: see Payload.java, which has the
 * same functions. The journal is mapped, so that it outlives whoever is killed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_SIZE (65536 + 4096)
#define HEADER 24
#define MAGIC 0x7564
#define NOTHING UINT64_MAX

enum { STARTS, RUNS, DONE, GAVE_UP, FAILED };

struct journal {
	volatile uint64_t accepted; /* all below this number were */
	volatile uint64_t trying; /* this one may have been, if the sender was killed */
	volatile uint64_t state;
	volatile uint64_t bytes;
	volatile uint64_t retries[5]; /* in the order of retried */
	volatile uint64_t longest_wait; /* nanoseconds */
	volatile uint64_t error;
};

static const int retried[5] = {EAGAIN, ECONNREFUSED, ENOENT, EPERM, ECONNRESET};

static volatile sig_atomic_t told_to_end;
static unsigned char block[BLOCK_SIZE];

static void end(int signal) {
	(void)signal;
	told_to_end = 1;
}

static uint64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void sleep_until(uint64_t time) {
	struct timespec t = {.tv_sec = (time_t)(time / 1000000000u), .tv_nsec = (long)(time % 1000000000u)};
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static void die(const char *what) {
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static uint64_t mix(uint64_t x) {
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static uint64_t hash_of(uint64_t sender, uint64_t sequence) {
	return mix((sender << 40) ^ sequence);
}

static uint32_t length_of(uint64_t hash, uint32_t shortest, uint32_t longest) {
	uint32_t limit = 1u << (hash % 17);
	uint32_t most = limit < longest ? limit : longest;
	if (most < shortest) {
		most = shortest;
	}
	return shortest + (uint32_t)(hash >> 32) % (most - shortest + 1);
}

static void fill_block(void) {
	for (uint64_t i = 0; i < BLOCK_SIZE / 8; i++) {
		uint64_t word = mix(i);
		memcpy(block + 8 * i, &word, 8);
	}
}

static socklen_t address_of(struct sockaddr_un *address, const char *path) {
	size_t length = strlen(path);
	memset(address, 0, sizeof *address);
	address->sun_family = AF_UNIX;
	if (length >= sizeof address->sun_path) {
		fprintf(stderr, "The path is too long: %s\n", path);
		exit(1);
	}
	memcpy(address->sun_path, path, length);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
}

static struct journal *map_journal(const char *path) {
	int fd = open(path, O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, 4096) < 0) {
		die(path);
	}
	struct journal *journal = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (journal == MAP_FAILED) {
		die(path);
	}
	close(fd);
	journal->trying = NOTHING;
	return journal;
}

int main(int argc, char **argv) {
	if (argc != 11) {
		fprintf(stderr, "usage: see the first lines of sender.c\n");
		return 2;
	}
	uint64_t id = strtoull(argv[1], NULL, 10);
	const char *own = argv[2];
	int destinations = atoi(argv[4]);
	uint64_t count = strtoull(argv[5], NULL, 10);
	uint32_t shortest = (uint32_t)atoi(argv[6]);
	uint32_t longest = (uint32_t)atoi(argv[7]);
	uint64_t interval = atol(argv[8]) > 0 ? 1000000000u / (uint64_t)atol(argv[8]) : 0;
	uint64_t patience = strtoull(argv[9], NULL, 10) * 1000000000u;
	struct journal *journal = map_journal(argv[10]);
	pid_t parent = getppid();

	/* Without SA_RESTART: whoever waits for room hears of it. */
	struct sigaction action = {.sa_handler = end};
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	fill_block();

	struct sockaddr_un *to = calloc((size_t)destinations, sizeof *to);
	socklen_t *to_length = calloc((size_t)destinations, sizeof *to_length);
	for (int i = 0; i < destinations; i++) {
		char path[4096];
		snprintf(path, sizeof path, destinations > 1 ? "%s%d" : "%s", argv[3], i);
		to_length[i] = address_of(&to[i], path);
	}
	struct sockaddr_un address;
	socklen_t address_length = address_of(&address, own);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct timeval wait = {.tv_usec = 100000};
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) < 0) {
		die("socket");
	}
	unlink(own);
	if (bind(fd, (struct sockaddr *)&address, address_length) < 0) {
		die(own);
	}

	journal->state = RUNS;
	int connects = id % 2 == 1 && destinations == 1;
	int connected = 0;
	uint64_t due = now();
	unsigned char header[HEADER];
	while (journal->accepted < count && !told_to_end && getppid() == parent) {
		uint64_t sequence = journal->accepted;
		uint64_t hash = hash_of(id, sequence);
		uint32_t length = length_of(hash, shortest, longest);
		uint32_t head = length < HEADER ? (length < 4 ? length : 4) : HEADER;
		struct iovec parts[2] = {{.iov_base = header, .iov_len = head},
				{.iov_base = block + (hash >> 20) % 4096 + head, .iov_len = length - head}};
		int turn = (int)(sequence % (uint64_t)destinations);
		struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
		if (interval > 0) {
			due += interval;
			if (due > now()) {
				sleep_until(due);
			}
		}
		uint64_t begin = now();
		uint32_t number = (uint32_t)sequence;
		uint16_t marks[2] = {(uint16_t)id, MAGIC};
		memcpy(header, &number, 4);
		memcpy(header + 4, marks, 4);
		memcpy(header + 8, &length, 4);
		/* Of a paced one the time at which it was due: who waits for room is late too. */
		uint64_t time = interval > 0 && due < begin ? due : begin;
		uint32_t time_mark = (uint32_t)mix(time);
		memcpy(header + 12, &time_mark, 4);
		memcpy(header + 16, &time, 8);
		journal->trying = sequence;
		for (;;) {
			int failed = 0;
			if (connects && !connected) {
				failed = connect(fd, (struct sockaddr *)&to[0], to_length[0]) < 0;
				connected = !failed;
			}
			if (!failed) {
				message.msg_name = connects ? NULL : &to[turn];
				message.msg_namelen = connects ? 0 : to_length[turn];
				failed = sendmsg(fd, &message, MSG_NOSIGNAL) < 0;
			}
			if (!failed) {
				journal->accepted = sequence + 1;
				journal->trying = NOTHING;
				journal->bytes += length;
				break;
			}
			int error = errno;
			int known = error == EINTR;
			for (int i = 0; i < 5; i++) {
				if (error == retried[i]) {
					known = 1;
					journal->retries[i]++;
				}
			}
			uint64_t waited = now() - begin;
			if (!known || waited > patience) {
				journal->trying = NOTHING;
				journal->error = (uint64_t)error;
				journal->state = known ? GAVE_UP : FAILED;
				fprintf(stderr, "Sender %s, datagram %u of %u bytes: %s\n", argv[1], number, length, strerror(error));
				unlink(own);
				return 1;
			}
			if (told_to_end || getppid() != parent) {
				journal->trying = NOTHING;
				break;
			}
			if (error != EAGAIN && error != EINTR) {
				connected = 0;
				sleep_until(now() + 1000000u);
			}
		}
		uint64_t waited = now() - begin;
		if (waited > journal->longest_wait) {
			journal->longest_wait = waited;
		}
	}
	journal->state = DONE;
	unlink(own);
	return 0;
}
