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
package io.github.uxd.internal.transport;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * A duplicate of a socket's descriptor, renewed when something has killed it.
 * <p>
 * junixsocket closes the channel it works on when a send is refused, and the JDK does
 * when the calling thread is interrupted. The socket with its queue lives on as long as
 * one descriptor of it is open, so all calls go through duplicates and the first channel
 * is touched by none of them. Not thread-safe: each direction has one, under its lock.
 */
final class DuplicateChannel implements Closeable {

	private final FileDescriptor origin;

	private @Nullable AFUNIXDatagramChannel duplicate;

	/**
	 * Create a duplicate.
	 * @param origin the descriptor to duplicate, which stays its owner's
	 */
	DuplicateChannel(FileDescriptor origin) {
		this.origin = origin;
	}

	/**
	 * Return a duplicate that works: the last one, or a new one if that was closed.
	 */
	AFUNIXDatagramChannel get() throws IOException {
		AFUNIXDatagramChannel channel = this.duplicate;
		// After a refused send the channel says that it is open, on a descriptor that
		// isn't.
		if (channel != null && channel.isOpen() && channel.getFileDescriptor().valid()) {
			return channel;
		}
		close();
		FileDescriptorCast cast = FileDescriptorCast.duplicating(this.origin);
		try {
			channel = cast.as(AFUNIXDatagramChannel.class);
			// Otherwise closing the duplicate shuts the socket down and deletes its
			// file.
			channel.setShutdownOnClose(false);
			channel.setDeleteOnClose(false);
			channel.configureBlocking(false);
		}
		catch (IOException | RuntimeException | Error ex) {
			close(cast.getFileDescriptor());
			throw ex;
		}
		this.duplicate = channel;
		return channel;
	}

	/**
	 * Take another duplicate for the next call, if the kernel knows nothing of this one.
	 */
	void renewIfBroken() {
		if (this.duplicate != null && isBroken(this.duplicate)) {
			this.duplicate = null;
		}
	}

	/**
	 * Return whether somebody else has closed the descriptor of a channel. Then it must
	 * not be closed again: its number may be that of another file by now.
	 */
	static boolean isBroken(AFUNIXDatagramChannel channel) {
		try {
			channel.getOption(StandardSocketOptions.SO_SNDBUF);
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		renewIfBroken();
		AFUNIXDatagramChannel channel = this.duplicate;
		this.duplicate = null;
		if (channel != null) {
			FileDescriptor descriptor = channel.getFileDescriptor();
			channel.close();
			close(descriptor);
		}
	}

	/**
	 * Close a descriptor for good. Closing the channel that has adopted it leaves it
	 * open, and with it the socket; a stream of the JDK doesn't.
	 */
	private static void close(FileDescriptor descriptor) throws IOException {
		// A refused send has closed it already.
		if (descriptor.valid()) {
			new FileOutputStream(descriptor).close();
		}
	}

}
