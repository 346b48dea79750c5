/**
 * Measures how fast a model loads and runs on a device, and how near that is to what the device can
 * do. A program, not an interface: nothing else depends on it.
 */
package org.latentj.benchmark;
