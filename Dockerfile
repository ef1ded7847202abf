# One image for every part: which jar runs is the command (docker-compose.yml).
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
RUN ./mvnw -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 keeptrusts && install -d -o keeptrusts -m 0700 /var/lib/keeptrusts
WORKDIR /app
COPY --from=build /source/command-side/target/command-side-*-exec.jar command-side.jar
COPY --from=build /source/query-side/target/query-side-*-exec.jar query-side.jar
COPY --from=build /source/standalone/target/standalone-*-exec.jar standalone.jar
USER keeptrusts
VOLUME /var/lib/keeptrusts
EXPOSE 8080
# The option: a library still uses what Java 25 warns of, in lines that are no JSON.
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "-jar"]
CMD ["standalone.jar"]
