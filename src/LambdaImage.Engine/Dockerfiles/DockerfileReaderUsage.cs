namespace LambdaImage.Engine.Dockerfiles;

/// <summary>How each instruction is written, for error messages.</summary>
internal static class DockerfileReaderUsage
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["ADD"] = "ADD [--chown=…] [--chmod=…] <source>… <destination>",
        ["ARG"] = "ARG <name>[=<default>]",
        ["CMD"] = "CMD [\"program\", \"argument\"]",
        ["COPY"] = "COPY [--from=…] [--chown=…] [--chmod=…] <source>… <destination>",
        ["ENTRYPOINT"] = "ENTRYPOINT [\"/program\", \"argument\"]",
        ["ENV"] = "ENV <name>=<value> …",
        ["EXPOSE"] = "EXPOSE <port>[/tcp|/udp] …",
        ["FROM"] = "FROM [--platform=<platform>] <image> [AS <name>]",
        ["HEALTHCHECK"] = "HEALTHCHECK [--interval=30s] CMD <command>, or HEALTHCHECK NONE",
        ["LABEL"] = "LABEL <name>=<value> …",
        ["MAINTAINER"] = "MAINTAINER <name>",
        ["ONBUILD"] = "ONBUILD <instruction other than ONBUILD, FROM and MAINTAINER>",
        ["RUN"] = "RUN [--mount=…] <command>",
        ["SHELL"] = "SHELL [\"/bin/sh\", \"-c\"]",
        ["STOPSIGNAL"] = "STOPSIGNAL <signal>",
        ["USER"] = "USER <user>[:<group>]",
        ["VOLUME"] = "VOLUME [\"/data\"]",
        ["WORKDIR"] = "WORKDIR /path",
    };

    public static IEnumerable<string> Keywords => Forms.Keys;

    public static string Of(string keyword) => Forms[keyword];
}
