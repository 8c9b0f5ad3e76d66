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
 * Sends as fast as it can, to any side.
 *
 *   sender datagram usual|connected PATH SIZE COUNT SOURCE...
 *   sender stream PATH SIZE COUNT
 *   sender udp PORT SIZE COUNT SOURCE_PORT
 *
 * A datagram sender has one thread and one bound socket for each SOURCE, and each sends
 * COUNT datagrams. A usual one names the path in each sendto, and sleeps when the
 * receiver's queue is full. That takes about twice the time of a receive, so that a fast
 * receiver mostly waits for it. A connected one spares the kernel the look-up of the path,
 * hands it many datagrams in one call, and tries again at once when the queue is full:
 * with it, a receiver has something to do all the time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>

#include "common.h"

/* Nobody waits for a sender that hangs because its receiver is gone. */
#define DEADLINE_SECONDS 60

#define BATCH 32

static char payload[BUFFER_SIZE];
static struct sockaddr_un destination;
static socklen_t destination_length;
static size_t size;
static long count;
static int connected;

/* For those who read what they receive: an object of JSON, as long as it is to be. */
static void fill_payload(void) {
	static const char begin[] = "{\"text\":\"", end[] = "\"}";
	size_t begin_length = sizeof begin - 1, end_length = sizeof end - 1;
	memset(payload, 'x', size);
	if (size >= begin_length + end_length) {
		memcpy(payload, begin, begin_length);
		memcpy(payload + size - end_length, end, end_length);
	}
}

static void send_one_by_one(int fd) {
	for (long i = 0; i < count; i++) {
		while (sendto(fd, payload, size, 0, (struct sockaddr *)&destination, destination_length) < 0) {
			if (errno != EINTR && errno != ENOBUFS) {
				die("sendto");
			}
		}
	}
}

static void send_batches(int fd) {
	struct mmsghdr batch[BATCH];
	struct iovec bytes = {.iov_base = payload, .iov_len = size};
	memset(batch, 0, sizeof batch);
	for (int i = 0; i < BATCH; i++) {
		batch[i].msg_hdr.msg_iov = &bytes;
		batch[i].msg_hdr.msg_iovlen = 1;
	}
	for (long sent = 0; sent < count;) {
		long left = count - sent;
		int n = sendmmsg(fd, batch, left < BATCH ? (unsigned)left : BATCH, MSG_DONTWAIT);
		if (n > 0) {
			sent += n;
		}
		else if (errno != EAGAIN && errno != EINTR && errno != ENOBUFS) {
			die("sendmmsg");
		}
	}
}

static void *send_datagrams(void *source) {
	int fd = bound_datagram_socket(source);
	if (connected && connect(fd, (struct sockaddr *)&destination, destination_length) < 0) {
		die("connect");
	}
	if (connected) {
		send_batches(fd);
	}
	else {
		send_one_by_one(fd);
	}
	close(fd);
	unlink(source);
	return NULL;
}

static void datagrams(char **sources, int source_count) {
	pthread_t threads[source_count];
	for (int i = 1; i < source_count; i++) {
		if (pthread_create(&threads[i], NULL, send_datagrams, sources[i]) != 0) {
			die("pthread_create");
		}
	}
	send_datagrams(sources[0]);
	for (int i = 1; i < source_count; i++) {
		pthread_join(threads[i], NULL);
	}
}

/* A length of four bytes, big-endian, in front of each message; one write for both. */
static void stream(void) {
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&destination, destination_length) < 0) {
		die("connect");
	}
	uint32_t length = htonl((uint32_t)size);
	memcpy(payload, &length, sizeof length);
	size_t total = sizeof length + size;
	for (long i = 0; i < count; i++) {
		for (size_t done = 0; done < total;) {
			ssize_t n = send(fd, payload + done, total - done, MSG_NOSIGNAL);
			if (n < 0 && errno != EINTR) {
				die("send");
			}
			done += n > 0 ? (size_t)n : 0;
		}
	}
	close(fd);
}

static void udp(int port, int source_port) {
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	struct sockaddr_in from = {.sin_family = AF_INET, .sin_port = htons((uint16_t)source_port)};
	to.sin_addr.s_addr = from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&from, sizeof from) < 0) {
		die("bind");
	}
	for (long i = 0; i < count; i++) {
		if (sendto(fd, payload, size, 0, (struct sockaddr *)&to, sizeof to) < 0 && errno != ENOBUFS) {
			die("sendto");
		}
	}
	close(fd);
}

int main(int argc, char **argv) {
	alarm(DEADLINE_SECONDS);
	if (argc >= 7 && strcmp(argv[1], "datagram") == 0) {
		connected = strcmp(argv[2], "connected") == 0;
		destination_length = address_of(&destination, argv[3]);
		size = strtoul(argv[4], NULL, 10);
		count = atol(argv[5]);
		fill_payload();
		datagrams(argv + 6, argc - 6);
	}
	else if (argc == 5 && strcmp(argv[1], "stream") == 0) {
		destination_length = address_of(&destination, argv[2]);
		size = strtoul(argv[3], NULL, 10);
		count = atol(argv[4]);
		stream();
	}
	else if (argc == 6 && strcmp(argv[1], "udp") == 0) {
		size = strtoul(argv[3], NULL, 10);
		count = atol(argv[4]);
		udp(atoi(argv[2]), atoi(argv[5]));
	}
	else {
		fprintf(stderr, "usage: see the first lines of sender.c\n");
		return 2;
	}
	return 0;
}
