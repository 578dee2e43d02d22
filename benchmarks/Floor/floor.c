// The floor of forwarding on one core: receives datagrams in batches, protects each for N receivers by AES-128-GCM as RFC 7714
// does, and sends them in batches without segmentation offload. With "echo" it only sends each datagram back.
//
//   floor forward PORT...    the receivers' ports on 127.0.0.1
//   floor echo
//
// Prints the port it listens on, and ends when its input ends. Built by: gcc -O2 -o floor floor.c -lcrypto

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <openssl/evp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
  TAG_BYTES = 16,
  BUFFER_BYTES = 2048,
  IN_BATCH = 64,
  OUT_BATCH = 128,      // of full packets: what stays in a core's cache until it is sent
  RECEIVERS_MAX = 1024,
  RTP_HEADER_BYTES = 12,
};

struct receiver {
  struct sockaddr_in address;
  EVP_CIPHER_CTX *cipher;  // kept: only the nonce changes from packet to packet
};

static uint8_t in_bytes[IN_BATCH][BUFFER_BYTES], out_bytes[OUT_BATCH][BUFFER_BYTES];
static struct mmsghdr in_messages[IN_BATCH], out_messages[OUT_BATCH];
static struct iovec in_vectors[IN_BATCH], out_vectors[OUT_BATCH];
static struct sockaddr_in senders[IN_BATCH];
static struct receiver receivers[RECEIVERS_MAX];
static int receiver_count, queued;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  return address;
}

static int open_socket(void) {
  int descriptor = socket(AF_INET, SOCK_DGRAM, 0), bytes = 4 << 20;
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, length)) fail("socket");
  setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  getsockname(descriptor, (struct sockaddr *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return descriptor;
}

static void prepare(void) {
  for (int i = 0; i < IN_BATCH; i++) {
    in_vectors[i] = (struct iovec){in_bytes[i], BUFFER_BYTES};
    in_messages[i].msg_hdr = (struct msghdr){.msg_name = &senders[i], .msg_iov = &in_vectors[i], .msg_iovlen = 1};
  }
  for (int i = 0; i < OUT_BATCH; i++) {
    out_vectors[i] = (struct iovec){out_bytes[i], 0};
    out_messages[i].msg_hdr = (struct msghdr){.msg_iov = &out_vectors[i], .msg_iovlen = 1};
  }
}

// Key 00 01 … 0f for everybody, so that whoever measures can check what comes out.
static void add_receiver(int port) {
  static const uint8_t key[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  struct receiver *receiver = &receivers[receiver_count++];
  receiver->address = loopback(port);
  receiver->cipher = EVP_CIPHER_CTX_new();
  if (!receiver->cipher || !EVP_EncryptInit_ex(receiver->cipher, EVP_aes_128_gcm(), NULL, key, NULL)) exit(1);
}

static int receive(int descriptor) {
  for (int i = 0; i < IN_BATCH; i++) in_messages[i].msg_hdr.msg_namelen = sizeof senders[i];
  return recvmmsg(descriptor, in_messages, IN_BATCH, MSG_DONTWAIT, NULL);
}

static void send_all(int descriptor, struct mmsghdr *messages, int count) {
  for (int sent = 0; sent < count;) {
    int taken = sendmmsg(descriptor, messages + sent, count - sent, MSG_DONTWAIT);
    sent += taken > 0 ? taken : 1;
  }
}

// The header stays in the clear and is authenticated; the nonce is made of SSRC and sequence number.
static int protect(EVP_CIPHER_CTX *cipher, const uint8_t *packet, int length, uint8_t *out) {
  uint8_t nonce[12] = {0};
  int header = RTP_HEADER_BYTES + (packet[0] & 0x10 ? 4 + 4 * (packet[14] << 8 | packet[15]) : 0), done;
  memcpy(out, packet, header);
  memcpy(nonce + 2, packet + 8, 4);
  memcpy(nonce + 10, packet + 2, 2);
  if (!EVP_EncryptInit_ex(cipher, NULL, NULL, NULL, nonce) || !EVP_EncryptUpdate(cipher, NULL, &done, packet, header) ||
      !EVP_EncryptUpdate(cipher, out + header, &done, packet + header, length - header) ||
      !EVP_EncryptFinal_ex(cipher, out + length, &done) ||
      !EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, out + length))
    exit(1);
  return length + TAG_BYTES;
}

static void forward(int descriptor, const uint8_t *packet, int length) {
  if (length < RTP_HEADER_BYTES + 4 || length > BUFFER_BYTES - TAG_BYTES) return;
  for (int i = 0; i < receiver_count; i++) {
    if (queued == OUT_BATCH) {
      send_all(descriptor, out_messages, queued);
      queued = 0;
    }
    out_vectors[queued].iov_len = protect(receivers[i].cipher, packet, length, out_bytes[queued]);
    out_messages[queued].msg_hdr.msg_name = &receivers[i].address;
    out_messages[queued].msg_hdr.msg_namelen = sizeof receivers[i].address;
    queued++;
  }
}

int main(int count, char **arguments) {
  int is_echo = count == 2 && !strcmp(arguments[1], "echo");
  if (!is_echo && (count < 3 || count - 2 > RECEIVERS_MAX || strcmp(arguments[1], "forward"))) {
    fprintf(stderr, "usage: floor forward PORT... | floor echo\n");
    return 2;
  }
  for (int i = 2; i < count; i++) add_receiver(atoi(arguments[i]));
  prepare();
  int descriptor = open_socket();
  struct pollfd waited[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
  for (;;) {
    if (poll(waited, 2, -1) < 0) fail("poll");
    if (waited[1].revents) return 0;
    for (int received; (received = receive(descriptor)) > 0;) {
      for (int i = 0; i < received; i++) {
        if (is_echo) {
          in_vectors[i].iov_len = in_messages[i].msg_len;
        } else {
          forward(descriptor, in_bytes[i], in_messages[i].msg_len);
        }
      }
      if (is_echo) {
        send_all(descriptor, in_messages, received);
        for (int i = 0; i < received; i++) in_vectors[i].iov_len = BUFFER_BYTES;
      }
    }
    send_all(descriptor, out_messages, queued);
    queued = 0;
  }
}
