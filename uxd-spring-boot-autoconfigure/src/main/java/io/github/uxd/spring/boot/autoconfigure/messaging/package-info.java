/**
 * Spring Boot auto-configuration of what spring-messaging does: conversion and listener
 * methods.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.messaging;

import org.jspecify.annotations.NullMarked;
