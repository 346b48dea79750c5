/**
 * Measures how fast a model loads and runs on a device, how near that is to what the device can do,
 * and whether its networks compute there what they should. A program, not an interface: nothing
 * else depends on it.
 */
package org.latentj.benchmark;
