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
 * Sends a datagram, waits for the answer, and so on; prints how long the round trips took.
 *
 *   ping blocking|spinning PATH SOURCE SIZE WARMUP COUNT
 *
 * WARMUP round trips come before the COUNT that are recorded.
 */
#include <signal.h>

#include "common.h"

#define DEADLINE_SECONDS 60

static int ascending(const void *left, const void *right) {
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
	return (a > b) - (a < b);
}

int main(int argc, char **argv) {
	if (argc != 7) {
		fprintf(stderr, "usage: %s blocking|spinning PATH SOURCE SIZE WARMUP COUNT\n", argv[0]);
		return 2;
	}
	alarm(DEADLINE_SECONDS);
	int flags = strcmp(argv[1], "spinning") == 0 ? MSG_DONTWAIT : 0;
	struct sockaddr_un to;
	socklen_t to_length = address_of(&to, argv[2]);
	int fd = bound_datagram_socket(argv[3]);
	size_t size = strtoul(argv[4], NULL, 10);
	long warmup = atol(argv[5]), count = atol(argv[6]);
	static char request[BUFFER_SIZE], answer[BUFFER_SIZE];
	uint64_t *times = calloc((size_t)count, sizeof *times);
	if (times == NULL || count < 1 || size < sizeof count || size > sizeof request) {
		die("COUNT or SIZE");
	}
	for (long i = -warmup; i < count; i++) {
		memcpy(request, &i, sizeof i);
		uint64_t start = nanos(CLOCK_MONOTONIC);
		if (sendto(fd, request, size, 0, (struct sockaddr *)&to, to_length) < 0) {
			die("sendto");
		}
		ssize_t n;
		do {
			n = recv(fd, answer, sizeof answer, flags);
		} while (n < 0 && (errno == EAGAIN || errno == EINTR));
		uint64_t elapsed = nanos(CLOCK_MONOTONIC) - start;
		if (n != (ssize_t)size || memcmp(request, answer, size) != 0) {
			fprintf(stderr, "That is not the answer to number %ld\n", i);
			return 1;
		}
		if (i >= 0) {
			times[i] = elapsed;
		}
	}
	qsort(times, (size_t)count, sizeof *times, ascending);
	printf("{\"p50\": %lu, \"p99\": %lu, \"count\": %ld}\n", (unsigned long)times[count / 2],
			(unsigned long)times[count * 99 / 100], count);
	close(fd);
	unlink(argv[3]);
	return 0;
}
