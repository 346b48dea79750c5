/** The goals: each reads its parameters, makes one call and turns errors into Maven's. */
package org.latentj.maven;
