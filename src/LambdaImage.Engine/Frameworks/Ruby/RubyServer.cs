using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>How Rack applications are served behind the web adapter: by the server that the project has.</summary>
internal static class RubyServer
{
    public const string RackUp = "config.ru";

    /// <summary>The command that serves config.ru; null when the project has no server. Lambda sends one request at a time, so one process is enough.</summary>
    public static string? Command(Gemfile gems)
    {
        if (gems.Find("puma") is not null) return "bundle exec puma --port $PORT --workers 0 --pidfile /tmp/puma.pid --environment production";
        if (gems.Find("falcon") is not null) return "bundle exec falcon serve --count 1 --bind http://0.0.0.0:$PORT";
        if (gems.Find("unicorn") is not null) return "bundle exec unicorn --listen 0.0.0.0:$PORT --env production";
        return gems.Find("thin") is not null || gems.Find("webrick") is not null ? "bundle exec rackup --host 0.0.0.0 --port $PORT --env production" : null;
    }

    /// <summary>A project that a command serves.</summary>
    public static Detection Detected(IFramework framework, ProjectDirectory project, Dependency gem, string? command, Evidence? more = null) => new()
    {
        Framework = framework,
        Project = project,
        Runtime = LambdaBaseImages.Ruby.Choose(AskedVersions.Ruby(project)),
        Handler = command,
        ServesHttp = true,
        Evidence = [gem.Says($"{framework.Name} behind the Lambda Web Adapter"), .. more is null ? [] : new[] { more }],
        Incomplete = command is null ? Errors.RubyErrors.ServerMissing(framework.Name, gem.File, gem.Line) : null,
        Warnings = [.. Warnings(Gemfile.Read(project)!)],
    };

    /// <summary>Ends the image with the program that serves it.</summary>
    public static void Start(StageBuilder stage, Detection found, RubyImage image, DockerfileBuilder file)
    {
        var command = ServerCommand.Parse(found.Handler!, WebAdapter.PortOf(file.Options));
        if (command.NeedsShell)
        {
            stage.Entrypoint(command.InShell(image.Shell));
            return;
        }

        var words = command.Words;
        var isBundled = words[0] == "bundle" && words.Count > 2 && words[1] == "exec";
        string[] program = isBundled ? [$"{image.Programs}/bundle", "exec", words[2]]
            : words[0].StartsWith('/') ? [words[0]]
            : words[0] is "ruby" or "bundle" ? [$"{image.Programs}/{words[0]}"]
            // A script of the project starts with ruby, whatever its first line says.
            : found.Project.Exists(words[0].Replace("./", "", StringComparison.Ordinal)) ? [$"{image.Programs}/ruby", words[0]]
            : [$"{image.Programs}/bundle", "exec", words[0]];
        stage.Comment("Lambda sends one request at a time, so the server needs no further processes.").Entrypoint(program);
        var arguments = words.Skip(isBundled ? 3 : 1).ToArray();
        if (arguments.Length > 0) stage.Cmd(arguments);
    }

    /// <summary>The web adapter with what every server needs.</summary>
    public static Action<StageBuilder> Adapter(params KeyValuePair<string, string>[] environment) => stage =>
        stage.WithWebAdapter(WebAdapter.Port, [.. environment, new("HOME", "/tmp")]);

    private static IEnumerable<string> Warnings(Gemfile gems)
    {
        if (gems.Declared.FirstOrDefault(gem => gem.Name is "sidekiq" or "solid_queue" or "good_job" or "resque" or "delayed_job" or "que") is { } queue)
            yield return $"{queue.Name} needs a worker process, which a Lambda function does not have.";
        if (gems.Declared.FirstOrDefault(gem => gem.Name is "anycable-rails" or "solid_cable" or "faye") is { } socket)
            yield return $"{socket.Name} needs websockets, which Lambda's HTTP does not have.";
    }
}
