using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Sinatra behind the web adapter, by config.ru or as the one file that Sinatra's own introduction has.</summary>
internal sealed partial class Sinatra : IFramework
{
    public string Name => "Sinatra";

    public string Specializes => "Rack";

    public string LooksFor => $"sinatra in the Gemfile, and {RubyServer.RackUp} or a file that requires it";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", "puma", WebAdapter.Port);

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || gems.Declared.FirstOrDefault(gem => gem.Name == "sinatra") is not { } sinatra || RubySources.FindHandler(project) is not null) return null;
        if (project.Exists(RubyServer.RackUp))
            return RubyServer.Detected(this, project, sinatra, RubyServer.Command(gems), new Evidence(RubyServer.RackUp, null, "is there", "a Rack application"));
        foreach (var file in project.Files("*.rb"))
        {
            var line = project.Lines(file).FirstOrDefault(line => Required().IsMatch(line.Text));
            if (line.Text is null) continue;
            var command = RubyServer.Command(gems) is null ? null : $"bundle exec ruby {file} -o 0.0.0.0 -p $PORT -e production";
            return RubyServer.Detected(this, project, sinatra, command, new Evidence(file, line.Number, line.Text.Trim(), "the application"));
        }

        return RubyServer.Detected(this, project, sinatra, null) with
        {
            Incomplete = Errors.ProjectErrors.HandlerNotFound(
            $"{project.Path} has sinatra, but neither {RubyServer.RackUp} nor a file of the root that requires \"sinatra\".",
            "Add a config.ru, or give the command that starts the server with -Handler.", project.Path)
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var stage = image.Write(isHandler: false, [new("APP_ENV", "production"), new("RACK_ENV", "production")], RubyServer.Adapter());
        RubyServer.Start(stage, found, image, file);
    }

    [GeneratedRegex(@"^\s*require\s*\(?\s*['""]sinatra['""]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Required();
}
