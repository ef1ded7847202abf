package com.keeptrusts.security.standalone.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Gives requests to nodes that are ready, and asks each of them several times a second whether it
 * is.
 */
public final class Balancer implements AutoCloseable {

  private static final long EVERY_MILLIS = 250;

  private final List<Node> commandNodes;
  private final List<Node> queryNodes;
  private final BiFunction<Node, Node, Api> apis;
  private final Set<Node> ready = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService threads;
  private final List<Future<?>> looking = new ArrayList<>();

  /** {@code apis}: the way by one command node and one query node. */
  Balancer(List<Node> commandNodes, List<Node> queryNodes, BiFunction<Node, Node, Api> apis) {
    this.commandNodes = commandNodes;
    this.queryNodes = queryNodes;
    this.apis = apis;
    List<Node> all = new ArrayList<>(commandNodes);
    all.addAll(queryNodes);
    ready.addAll(all);
    this.threads = Executors.newScheduledThreadPool(all.size());
    for (Node node : all) {
      looking.add(
          threads.scheduleWithFixedDelay(() -> look(node), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  private void look(Node node) {
    if (node.isReady()) {
      ready.add(node);
    } else {
      ready.remove(node);
    }
  }

  /** By way of two nodes that were ready a moment ago, others for each number. */
  public Api api(int number) {
    return apis.apply(any(commandNodes, number), any(queryNodes, number));
  }

  private Node any(List<Node> nodes, int number) {
    List<Node> candidates = nodes.stream().filter(ready::contains).toList();
    return candidates.isEmpty()
        ? nodes.get(number % nodes.size())
        : candidates.get(number % candidates.size());
  }

  @Override
  public void close() {
    looking.forEach(each -> each.cancel(false));
    threads.shutdown();
  }
}
