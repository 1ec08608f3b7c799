using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Hanami behind the web adapter, with its assets where it has any.</summary>
internal sealed class Hanami : IFramework
{
    private const string Application = "config/app.rb";

    public string Name => "Hanami";

    public string Specializes => "Rack";

    public string LooksFor => $"hanami in the Gemfile, {Application} and {RubyServer.RackUp}";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", "puma", WebAdapter.Port, "Named step: assets. Needs DATABASE_URL and other settings at run time only.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || gems.Declared.FirstOrDefault(gem => gem.Name == "hanami") is not { } hanami) return null;
        if (!project.Exists(RubyServer.RackUp) || RubySources.FindHandler(project) is not null) return null;
        return RubyServer.Detected(this, project, hanami, RubyServer.Command(gems), new Evidence(RubyServer.RackUp, null, "is there", "a Rack application"));
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var stage = image.Write(isHandler: false, [new("HANAMI_ENV", "production"), new("RACK_ENV", "production")],
            RubyServer.Adapter(KeyValuePair.Create("HANAMI_SERVE_ASSETS", "true")), Assets(found, file, image.Gems!));
        RubyServer.Start(stage, found, image, file);
    }

    private static Action<StageBuilder>? Assets(Detection found, DockerfileBuilder file, Gemfile gems)
    {
        if (gems.Find("hanami-assets") is null || found.Project.Exists("public/assets/assets.json")) return null;
        if (file.Command("assets", "bundle exec hanami assets compile") is not { } command) return null;
        var node = RubyNode.Of(found.Project);
        return stage =>
        {
            node?.Install(stage);
            stage.Copy(["."], "./").Comment("Assets are compiled here; Node.js is gone afterwards.").Run([command, .. node is null ? [] : new[] { "rm -rf node_modules" }]);
        };
    }
}
