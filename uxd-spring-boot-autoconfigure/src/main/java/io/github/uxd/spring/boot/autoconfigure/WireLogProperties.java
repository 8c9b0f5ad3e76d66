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
package io.github.uxd.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the wire log.
 */
public class WireLogProperties {

	/**
	 * Whether to log every datagram.
	 */
	private boolean enabled;

	/**
	 * Whether to log what is received.
	 */
	private boolean received = true;

	/**
	 * Whether to log what is sent.
	 */
	private boolean sent = true;

	/**
	 * Whether both directions go to the same file.
	 */
	private boolean together;

	/**
	 * Whether to log to files instead of memory.
	 */
	private boolean filed = true;

	/**
	 * Whether the files live in a temporary directory of their own.
	 */
	private boolean temp;

	/**
	 * Directory below which "hio/wirelogs" is. By default that of the peer.
	 */
	private @Nullable String headDirectory;

	/**
	 * Size that a file, or the memory of one direction, may reach; zero for any.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(10);

	/**
	 * Number of files of each direction to keep.
	 */
	private int maxFiles = 10;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isReceived() {
		return this.received;
	}

	public void setReceived(boolean received) {
		this.received = received;
	}

	public boolean isSent() {
		return this.sent;
	}

	public void setSent(boolean sent) {
		this.sent = sent;
	}

	public boolean isTogether() {
		return this.together;
	}

	public void setTogether(boolean together) {
		this.together = together;
	}

	public boolean isFiled() {
		return this.filed;
	}

	public void setFiled(boolean filed) {
		this.filed = filed;
	}

	public boolean isTemp() {
		return this.temp;
	}

	public void setTemp(boolean temp) {
		this.temp = temp;
	}

	public @Nullable String getHeadDirectory() {
		return this.headDirectory;
	}

	public void setHeadDirectory(@Nullable String headDirectory) {
		this.headDirectory = headDirectory;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public int getMaxFiles() {
		return this.maxFiles;
	}

	public void setMaxFiles(int maxFiles) {
		this.maxFiles = maxFiles;
	}

}
