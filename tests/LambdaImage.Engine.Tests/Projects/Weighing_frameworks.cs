using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Weighing_frameworks : IDisposable
{
    private static readonly LambdaImageException NoHandler = ProjectErrors.HandlerNotFound("no handler", "give one", "a");
    private static readonly LambdaImageException CannotRun = ProjectErrors.Unsupported("needs web sockets", "use another service", "a");

    private readonly TempProject _project = new(("a.txt", ""));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_more_specific_wins_in_any_order()
    {
        NamedFramework general = new("General", null), special = new("Special", "General");

        Best(general, special).ShouldBe("Special");
        Best(special, general).ShouldBe("Special");
    }

    [Fact]
    public void It_wins_over_what_it_specializes_through_one_that_does_not_fit()
    {
        var middle = new Absent("Middle", "General");

        Best(new NamedFramework("General", null), middle, new NamedFramework("Special", "Middle")).ShouldBe("Special");
    }

    [Fact]
    public void Three_that_fit_equally_well_are_all_named()
    {
        var error = Fails(new NamedFramework("A", null), new NamedFramework("B", null), new NamedFramework("C", null));

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        foreach (var name in new[] { "A: ", "B: ", "C: " }) error.Message.ShouldContain(name);
        error.Remedy.ShouldContain("-Framework 'A'");
    }

    [Fact]
    public void A_tie_is_among_the_most_specific_only()
    {
        var error = Fails(new NamedFramework("General", null), new NamedFramework("B", "General"), new NamedFramework("C", "General"));

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldNotContain("General: ");
    }

    [Fact]
    public void Frameworks_that_specialize_each_other_do_not_hang_detection()
    {
        Fails(new NamedFramework("A", "B"), new NamedFramework("B", "A")).Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
    }

    [Fact]
    public void What_is_incomplete_gives_way_to_what_is_complete() =>
        Best(new NamedFramework("A", null, incomplete: NoHandler), new NamedFramework("B", null)).ShouldBe("B");

    [Fact]
    public void The_more_specific_of_two_incomplete_ones_says_what_is_missing()
    {
        var start = ProjectErrors.HandlerNotFound("no start script", "add one", "a");

        Fails(new NamedFramework("General", null, incomplete: NoHandler), new NamedFramework("Special", "General", incomplete: start)).Message.ShouldBe("no start script");
    }

    [Fact]
    public void What_cannot_run_stops_with_its_reason_and_does_not_fall_back()
    {
        NamedFramework[] frameworks = [new("Python", null), new("Streamlit", "Python", refusal: CannotRun)];

        Fails(frameworks).Message.ShouldBe("needs web sockets");
    }

    [Fact]
    public void What_cannot_run_does_so_also_when_it_is_named_or_given_a_handler()
    {
        var request = new ProjectRequest { Path = _project.Path, Framework = "Streamlit", Handler = "app.handler" };

        Should.Throw<LambdaImageException>(() => Detect(request, new NamedFramework("Streamlit", null, refusal: CannotRun))).Message.ShouldBe("needs web sockets");
    }

    [Fact]
    public void What_cannot_run_gives_way_to_a_more_specific_one_that_can() =>
        Best(new NamedFramework("Sockets", null, refusal: CannotRun), new NamedFramework("Polling", "Sockets")).ShouldBe("Polling");

    [Fact]
    public void A_declared_handler_makes_a_function_of_a_project_with_a_web_framework()
    {
        _project.Write("fn.js", "").Write("serverless.yml", "functions:\n  a:\n    handler: fn.run\n");

        Best(new NamedFramework("Node.js", null, incomplete: NoHandler), new NamedFramework("Express", "Node.js", servesHttp: true)).ShouldBe("Node.js");
    }

    [Fact]
    public void A_declared_handler_whose_file_is_made_later_leaves_the_server()
    {
        _project.Write("serverless.yml", "functions:\n  a:\n    handler: wsgi_handler.handler\n");

        Best(new NamedFramework("Node.js", null, incomplete: NoHandler), new NamedFramework("Express", "Node.js", servesHttp: true)).ShouldBe("Express");
    }

    [Fact]
    public void Every_framework_specializes_one_that_exists()
    {
        var names = FrameworkCatalog.All.Select(framework => framework.Name).ToList();

        FrameworkCatalog.All.Select(framework => framework.Specializes).OfType<string>().ShouldBeSubsetOf(names);
    }

    private string Best(params IFramework[] frameworks) => Detect(new ProjectRequest { Path = _project.Path }, frameworks).Framework.Name;

    private LambdaImageException Fails(params IFramework[] frameworks) =>
        Should.Throw<LambdaImageException>(() => Detect(new ProjectRequest { Path = _project.Path }, frameworks));

    private Detection Detect(ProjectRequest request, params IFramework[] frameworks) => new ProjectDetector(frameworks).Detect(new ProjectDirectory(_project.Path), request);

    /// <summary>A framework that never fits.</summary>
    private sealed class Absent(string name, string specializes) : IFramework
    {
        public string Name => name;

        public string? Specializes => specializes;

        public string LooksFor => "nothing";

        public FrameworkFacts Facts => new("None", "none", "none");

        public Detection? Detect(ProjectDirectory project) => null;

        public void Write(Detection found, LambdaImage.Engine.Dockerfiles.DockerfileBuilder file) => throw new NotSupportedException();
    }
}
