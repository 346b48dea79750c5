/**
 * Runs reference cases: compares every network, sampler, pipeline, random number and token with the
 * numbers in a folder of recorded ones, and says which deviate. Knows kinds of cases, never a case
 * by name. A program on top of the engine: nothing else depends on it.
 */
package org.latentj.conformance;
