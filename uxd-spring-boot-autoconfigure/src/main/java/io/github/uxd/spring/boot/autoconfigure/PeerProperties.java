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

import java.util.List;

import io.github.uxd.Activation;
import io.github.uxd.DirectoryPermissions;
import io.github.uxd.PeerBuilder;
import io.github.uxd.TransportType;
import io.github.uxd.Umask;
import io.github.uxd.spring.listener.PeerLifecycle;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of a peer on a Unix-domain datagram socket.
 */
public class PeerProperties {

	/**
	 * Whether to configure the peer; for "uxd" itself, whether to configure any.
	 */
	private boolean enabled = true;

	/**
	 * Absolute path of the socket file, used instead of the one computed from the name.
	 */
	private @Nullable String path;

	/**
	 * Name of the peer, from which the name of the socket file and of its thread are
	 * made. By default the application's name, or "main"; for one of "uxd.peers" its key.
	 */
	private @Nullable String name;

	/**
	 * Relative directory between the common one of all peers and the socket file.
	 */
	private String base = "";

	/**
	 * Whether the socket file lives in a temporary directory of its own.
	 */
	private boolean temp;

	/**
	 * Whether to use the common directory for clean peers.
	 */
	private boolean clean;

	/**
	 * Whether reopening keeps the path that was found at the first opening.
	 */
	private boolean reuse;

	/**
	 * Whether closing removes the socket file.
	 */
	private boolean clear = true;

	/**
	 * Directory below which the common directory of all peers is. By default
	 * "/usr/local/var", or the home directory where that can't be used.
	 */
	private @Nullable String headDirectory;

	/**
	 * Directory used when the one below the head directory can't be. By default the home
	 * directory.
	 */
	private @Nullable String alternativeHeadDirectory;

	/**
	 * Octal mode, in quotes, of the directories that the peer creates for itself.
	 */
	private DirectoryPermissions permissions = DirectoryPermissions.OWNER_ONLY;

	/**
	 * Octal permission bits, in quotes, that the socket file does not get. By default
	 * those of the process.
	 */
	private @Nullable Umask umask;

	/**
	 * Extension that a name without one gets.
	 */
	private String extension = "uxd";

	/**
	 * Whether a name without an extension gets one even if "extensioned" is off.
	 */
	private boolean filed;

	/**
	 * Whether a name without an extension gets one.
	 */
	private boolean extensioned = true;

	/**
	 * Buffer size as a number of datagrams of 65535 bytes, used instead of the buffer
	 * size.
	 */
	private @Nullable Integer bufferCount;

	/**
	 * Size of the largest datagram to receive.
	 */
	private DataSize bufferSize = DataSize.ofBytes(PeerBuilder.DEFAULT_BUFFER_SIZE);

	/**
	 * Size that the kernel's send buffer has at least, where all that destinations
	 * haven't read takes room. By default the largest that the kernel allows.
	 */
	private @Nullable DataSize sendBufferSize;

	/**
	 * What to reach the kernel through. By default the C library where that is possible,
	 * else junixsocket.
	 */
	private TransportType transport = TransportType.AUTO;

	/**
	 * Whether datagrams tell their source. Without it junixsocket is much faster.
	 */
	private boolean source = true;

	/**
	 * Whether the NUL characters that a datagram ends with are left out, as those of
	 * Python's SysLogHandler.
	 */
	private boolean stripTrailingNul;

	/**
	 * Whether datagrams tell which process sent them. Needs the native transport.
	 */
	private boolean senderCredentials;

	/**
	 * Numbers of the (real) users whose datagrams are received; those of others are
	 * dropped and counted. By default those of all users. Needs the native transport.
	 */
	private @Nullable List<String> allowedUsers;

	/**
	 * Whether the socket is one that systemd passes, and keeps when the application ends.
	 */
	private Activation activation = Activation.NONE;

	/**
	 * Name that systemd passes the socket by, where it passes several. By default the id
	 * of the peer.
	 */
	private @Nullable String activationName;

	/**
	 * Phase in which the peer opens and closes.
	 */
	private int phase = PeerLifecycle.DEFAULT_PHASE;

	@NestedConfigurationProperty
	private final PollerProperties poller = new PollerProperties();

	@NestedConfigurationProperty
	private final DispatchProperties dispatch = new DispatchProperties();

	@NestedConfigurationProperty
	private final ListenerProperties listener = new ListenerProperties();

	@NestedConfigurationProperty
	private final TemplateProperties template = new TemplateProperties();

	@NestedConfigurationProperty
	private final WireLogProperties wireLog = new WireLogProperties();

	@NestedConfigurationProperty
	private final Metrics metrics = new Metrics();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getPath() {
		return this.path;
	}

	public void setPath(@Nullable String path) {
		this.path = path;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public String getBase() {
		return this.base;
	}

	public void setBase(String base) {
		this.base = base;
	}

	public boolean isTemp() {
		return this.temp;
	}

	public void setTemp(boolean temp) {
		this.temp = temp;
	}

	public boolean isClean() {
		return this.clean;
	}

	public void setClean(boolean clean) {
		this.clean = clean;
	}

	public boolean isReuse() {
		return this.reuse;
	}

	public void setReuse(boolean reuse) {
		this.reuse = reuse;
	}

	public boolean isClear() {
		return this.clear;
	}

	public void setClear(boolean clear) {
		this.clear = clear;
	}

	public @Nullable String getAlternativeHeadDirectory() {
		return this.alternativeHeadDirectory;
	}

	public void setAlternativeHeadDirectory(@Nullable String alternativeHeadDirectory) {
		this.alternativeHeadDirectory = alternativeHeadDirectory;
	}

	public boolean isFiled() {
		return this.filed;
	}

	public void setFiled(boolean filed) {
		this.filed = filed;
	}

	public @Nullable String getHeadDirectory() {
		return this.headDirectory;
	}

	public void setHeadDirectory(@Nullable String headDirectory) {
		this.headDirectory = headDirectory;
	}

	public DirectoryPermissions getPermissions() {
		return this.permissions;
	}

	public void setPermissions(DirectoryPermissions permissions) {
		this.permissions = permissions;
	}

	public @Nullable Umask getUmask() {
		return this.umask;
	}

	public void setUmask(@Nullable Umask umask) {
		this.umask = umask;
	}

	public String getExtension() {
		return this.extension;
	}

	public void setExtension(String extension) {
		this.extension = extension;
	}

	public boolean isExtensioned() {
		return this.extensioned;
	}

	public void setExtensioned(boolean extensioned) {
		this.extensioned = extensioned;
	}

	public @Nullable Integer getBufferCount() {
		return this.bufferCount;
	}

	public void setBufferCount(@Nullable Integer bufferCount) {
		this.bufferCount = bufferCount;
	}

	public DataSize getBufferSize() {
		return this.bufferSize;
	}

	public void setBufferSize(DataSize bufferSize) {
		this.bufferSize = bufferSize;
	}

	public @Nullable DataSize getSendBufferSize() {
		return this.sendBufferSize;
	}

	public void setSendBufferSize(@Nullable DataSize sendBufferSize) {
		this.sendBufferSize = sendBufferSize;
	}

	public TransportType getTransport() {
		return this.transport;
	}

	public void setTransport(TransportType transport) {
		this.transport = transport;
	}

	public boolean isSource() {
		return this.source;
	}

	public void setSource(boolean source) {
		this.source = source;
	}

	public boolean isStripTrailingNul() {
		return this.stripTrailingNul;
	}

	public void setStripTrailingNul(boolean stripTrailingNul) {
		this.stripTrailingNul = stripTrailingNul;
	}

	public boolean isSenderCredentials() {
		return this.senderCredentials;
	}

	public void setSenderCredentials(boolean senderCredentials) {
		this.senderCredentials = senderCredentials;
	}

	public @Nullable List<String> getAllowedUsers() {
		return this.allowedUsers;
	}

	public void setAllowedUsers(@Nullable List<String> allowedUsers) {
		this.allowedUsers = allowedUsers;
	}

	public Activation getActivation() {
		return this.activation;
	}

	public void setActivation(Activation activation) {
		this.activation = activation;
	}

	public @Nullable String getActivationName() {
		return this.activationName;
	}

	public void setActivationName(@Nullable String activationName) {
		this.activationName = activationName;
	}

	public int getPhase() {
		return this.phase;
	}

	public void setPhase(int phase) {
		this.phase = phase;
	}

	public WireLogProperties getWireLog() {
		return this.wireLog;
	}

	public PollerProperties getPoller() {
		return this.poller;
	}

	public DispatchProperties getDispatch() {
		return this.dispatch;
	}

	public ListenerProperties getListener() {
		return this.listener;
	}

	public TemplateProperties getTemplate() {
		return this.template;
	}

	public Metrics getMetrics() {
		return this.metrics;
	}

	/**
	 * What is measured.
	 */
	public static class Metrics {

		/**
		 * Whether to time how long the listeners take for each datagram.
		 */
		private boolean listenerTimer = true;

		public boolean isListenerTimer() {
			return this.listenerTimer;
		}

		public void setListenerTimer(boolean listenerTimer) {
			this.listenerTimer = listenerTimer;
		}

	}

}
