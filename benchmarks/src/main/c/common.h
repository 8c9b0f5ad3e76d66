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
/* What the C programs of the benchmarks share. */
#ifndef COMMON_H
#define COMMON_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* The payload of the largest datagram is smaller. */
#define BUFFER_SIZE 65536

static inline uint64_t nanos(clockid_t clock) {
	struct timespec t;
	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline void die(const char *what) {
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static inline socklen_t address_of(struct sockaddr_un *address, const char *path) {
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

static inline int bound_datagram_socket(const char *path) {
	struct sockaddr_un address;
	socklen_t length = address_of(&address, path);
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0) {
		die("socket");
	}
	unlink(path);
	if (bind(fd, (struct sockaddr *)&address, length) < 0) {
		die(path);
	}
	return fd;
}

#endif
