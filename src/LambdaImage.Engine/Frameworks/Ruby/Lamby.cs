using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Rails with Lamby, which hands Lambda's events to the application without a web server. <see href="https://lamby.cloud/"/></summary>
internal sealed class Lamby : IFramework
{
    private const string Command = "config/environment.Lamby.cmd";

    public string Name => "Lamby";

    public string Specializes => "Rails";

    public string LooksFor => $"lamby and rails in the Gemfile, and {Rails.Application}";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", Command, Notes: "Named steps: bootsnap, assets. An app.rb with a handler of its own is called instead. aws_lambda_ric is added when the Gemfile lacks it.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || gems.Find("lamby") is not { } lamby || !project.Exists(Rails.Application)) return null;
        var own = RubySources.FindHandler(project);
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Ruby.Choose(AskedVersions.Ruby(project)),
            Handler = own?.Handler ?? Command,
            Evidence = [lamby.Says("Rails that Lambda calls through Lamby"), own?.Evidence ?? new Evidence(Rails.Application, null, "is there", "a Rails application")],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var gems = image.Gems!;
        RailsBuild.Ignore(found.Project, file);
        var stage = image.Write(isHandler: true, [.. RailsBuild.Shared(gems)],
            final => final.Env([.. RailsBuild.Environment(gems, file.Options), new("HOME", "/tmp")]), RailsBuild.Steps(found.Project, gems, file));
        if (!image.IsLambda) stage.Entrypoint(image.RuntimeClient);
        stage.Cmd(found.Handler!);
    }
}
