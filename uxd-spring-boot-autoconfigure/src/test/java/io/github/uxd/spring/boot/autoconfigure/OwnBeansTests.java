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

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.messaging.UxdMessagingAutoConfiguration;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of the application's own for one peer leave those of the others alone.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class OwnBeansTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("main"),
					"uxd.peers.other.path=" + this.directory.resolve("other"));
	}

	@Test
	void aTemplateOfAFurtherPeerIsOneMore() {
		this.runner.withUserConfiguration(TemplateOfOther.class, Answers.class).run((context) -> {
			assertThat(context.getBean(UxdOperations.class)).isSameAs(context.getBean("uxdTemplate"));
			assertThat(context.getBean(UxdTemplate.class).getPeer()).isSameAs(context.getBean(Peer.class));
			assertThat(ask("main")).isEqualTo("re x");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { ProvidedPeer.class, OptionalPeer.class, QualifiedClass.class, QualifiedParameter.class,
			AutowiredConstructor.class })
	void howeverATemplateSaysThatItIsOfAFurtherPeerItIsOneMore(Class<?> own, CapturedOutput output) {
		this.runner.withUserConfiguration(own)
			.run((context) -> assertThat(context.getBean(UxdOperations.class))
				.isSameAs(context.getBean("uxdTemplate")));
		assertThat(output).doesNotContain("takes the place");
	}

	@Test
	void aTemplateThatIsRegisteredWithAQualifierIsOneMore() {
		RootBeanDefinition definition = new RootBeanDefinition(UxdTemplate.class,
				() -> new UxdTemplate(Peer.builder().temp(true).build()));
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "other"));
		this.runner
			.withInitializer((context) -> ((BeanDefinitionRegistry) context).registerBeanDefinition("own", definition))
			.run((context) -> assertThat(context.getBean(UxdOperations.class))
				.isSameAs(context.getBean("uxdTemplate")));
	}

	@Test
	void aTemplateOfThePrimaryPeerReplacesTheConfiguredOne(CapturedOutput output) {
		this.runner.withUserConfiguration(TemplateOfPrimary.class).run((context) -> {
			assertThat(context).doesNotHaveBean("uxdTemplate");
			assertThat(context.getBean(UxdTemplate.class)).isSameAs(context.getBean("own"));
		});
		assertThat(output).containsOnlyOnce("'own' takes the place of the template of the primary peer");
	}

	@Test
	void aLifecycleOfAFurtherPeerIsFoundByIt() {
		this.runner.withUserConfiguration(LifecycleOfOther.class).run((context) -> {
			assertThat(context.getBean(UxdPeers.class).get("other").lifecycle()).isSameAs(context.getBean("opens"));
			assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::actualState)
				.containsOnly(ManagedPeer.State.RECEIVING);
			assertThat(context.getBean(PeerLifecycle.class).getPeer()).isSameAs(context.getBean(Peer.class));
		});
	}

	@Test
	void theConditionsOfOthersSeeWhatThereIs() {
		this.runner.withConfiguration(AutoConfigurations.of(Dependent.class))
			.run((context) -> assertThat(context).hasBean("dependsOnTemplate").hasBean("dependsOnPoller"));
		this.runner.withConfiguration(AutoConfigurations.of(Dependent.class))
			.withPropertyValues("uxd.primary=false", "uxd.peers.third.temp=true",
					"uxd.peers.third.poller.enabled=false", "uxd.peers.other.poller.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("dependsOnTemplate")
				.doesNotHaveBean("dependsOnPoller"));
	}

	@Test
	void withOperationsThatAreNoTemplateListenersStillAnswer() {
		UxdOperations own = (UxdOperations) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { UxdOperations.class }, (proxy, method, arguments) -> null);
		this.runner.withBean("own", UxdOperations.class, () -> own)
			.withUserConfiguration(Answers.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean("uxdTemplate");
				assertThat(ask("main")).isEqualTo("re x");
			});
	}

	@Test
	void severalPeersNoneOfWhichIsThePrimaryOneAreWarnedOf(CapturedOutput output) {
		this.runner.withBean("one", Peer.class, () -> Peer.builder().temp(true).build())
			.withBean("two", Peer.class, () -> Peer.builder().temp(true).build())
			.run((context) -> assertThat(output).contains("None of the peers 'one', 'two'").contains("@Primary"));
		this.runner.run((context) -> assertThat(output).doesNotContain("'uxdPeer'"));
	}

	@Test
	void aChildLeavesThePeersOfItsParentToIt() {
		SpringApplicationBuilder parent = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("uxd.path=" + this.directory.resolve("main"),
					"uxd.peers.other.path=" + this.directory.resolve("other"), "uxd.peers.other.wire-log.enabled=true",
					"uxd.peers.other.wire-log.filed=false");
		try (ConfigurableApplicationContext child = parent.child(Application.class, Answers.class)
			.web(WebApplicationType.NONE)
			.run()) {
			try (ConfigurableApplicationContext closed = (ConfigurableApplicationContext) child.getParent()) {
				assertThat(child.getBeanFactory().getBeanDefinitionNames()).doesNotContain("otherUxdPeer",
						"otherUxdWireLog", "uxdPeer", "uxdPeerPoller");
				assertThat(child.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::peer)
					.containsExactly(closed.getBean(Peer.class), closed.getBean("otherUxdPeer", Peer.class));
				assertThat(ask("main")).isEqualTo("re x");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "other", "other,third" })
	void aChildLeavesFurtherPeersAloneWhereThereIsNoPrimaryOne(String ids, CapturedOutput output) {
		String[] properties = Stream
			.concat(Stream.of("uxd.primary=false"),
					Stream.of(ids.split(",")).map((id) -> "uxd.peers." + id + ".path=" + this.directory.resolve(id)))
			.toArray(String[]::new);
		try (ConfigurableApplicationContext parent = start(new SpringApplicationBuilder(Application.class),
				properties)) {
			try (ConfigurableApplicationContext child = start(
					new SpringApplicationBuilder(Application.class).parent(parent), properties)) {
				assertThat(child.getBeanDefinitionNames()).noneMatch(
						(name) -> name.matches("\\w*[uU]xd(Peer|PeerLifecycle|PeerPoller|Template|ManagedPeer)"));
				assertThat(output).doesNotContain("None of the peers");
			}
			assertThat(parent.getBean(UxdPeers.class).getAll()).hasSize(ids.split(",").length)
				.extracting(ManagedPeer::actualState)
				.containsOnly(ManagedPeer.State.RECEIVING);
		}
	}

	private static ConfigurableApplicationContext start(SpringApplicationBuilder application, String... properties) {
		return application.web(WebApplicationType.NONE).properties(properties).run();
	}

	private String ask(String name) {
		try (Peer peer = Peer.builder().temp(true).build(); UxdTemplate template = new UxdTemplate(peer)) {
			peer.open();
			return template.sendAndReceive("x".getBytes(), UxdAddress.of(this.directory.resolve(name))).text();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Answers {

		@UxdListener
		String answer(String text) {
			return "re " + text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateOfOther {

		@Bean
		UxdTemplate special(@Qualifier("other") Peer peer) {
			return new UxdTemplate(peer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProvidedPeer {

		@Bean
		UxdTemplate own(@Qualifier("other") ObjectProvider<Peer> peer) {
			return new UxdTemplate(peer.getObject());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OptionalPeer {

		@Bean
		UxdTemplate own(@Qualifier("other") Optional<Peer> peer) {
			return new UxdTemplate(peer.orElseThrow());
		}

	}

	@Qualifier("other")
	static class QualifiedClass extends UxdTemplate {

		QualifiedClass(UxdPeers peers) {
			super(peers.get("other").peer());
		}

	}

	static class QualifiedParameter extends UxdTemplate {

		QualifiedParameter(@Qualifier("other") Peer peer) {
			super(peer);
		}

	}

	static class AutowiredConstructor extends UxdTemplate {

		AutowiredConstructor() {
			this(null);
		}

		@Autowired
		AutowiredConstructor(@Qualifier("other") ObjectProvider<Peer> peer) {
			super(peer.getObject());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateOfPrimary {

		@Bean
		UxdTemplate own(Peer peer) {
			return new UxdTemplate(peer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LifecycleOfOther {

		@Bean
		PeerLifecycle opens(@Qualifier("other") Peer peer) {
			return new PeerLifecycle("other", peer, PeerLifecycle.DEFAULT_PHASE);
		}

	}

	@AutoConfiguration(after = UxdAutoConfiguration.class)
	static class Dependent {

		@Bean
		@ConditionalOnSingleCandidate(UxdTemplate.class)
		String dependsOnTemplate() {
			return "there is a template";
		}

		@Bean
		@ConditionalOnBean(PeerPoller.class)
		String dependsOnPoller() {
			return "there is a poller";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UxdAutoConfiguration.class, UxdMessagingAutoConfiguration.class })
	static class Application {

	}

}
