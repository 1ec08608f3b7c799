using System.Reflection;
using LambdaImage.Loading;

namespace LambdaImage.Tests.Loading;

public sealed class Loading_the_engine
{
    // The engine's own output folder: its packages, and a copy of the records that must not be loaded.
    private static readonly string Folder = AppContext.BaseDirectory;

    private readonly EngineLoadContext _context = new(Folder);

    [Fact]
    public void It_answers_for_the_engine_alone()
    {
        _context.FindEngine(new("LambdaImage.Engine")).ShouldNotBeNull().Location.ShouldStartWith(Folder);
        _context.FindEngine(new("LambdaImage.Model")).ShouldBeNull();
        _context.FindEngine(new("AWSSDK.Core")).ShouldBeNull();
        _context.FindEngine(new("Newtonsoft.Json")).ShouldBeNull();
    }

    [Fact]
    public void The_records_are_the_same_types_on_both_sides()
    {
        File.Exists(Path.Combine(Folder, "LambdaImage.Model.dll")).ShouldBeTrue("the test needs a copy to be tempted by");

        _context.LoadFromAssemblyName(new("LambdaImage.Model")).ShouldBeSameAs(typeof(ILambdaImageEngine).Assembly);
    }

    [Fact]
    public void The_engine_that_it_loads_can_be_used_through_the_contract()
    {
        var engine = Activator.CreateInstance(Engine().GetType("LambdaImage.Engine.LambdaImageEngine", throwOnError: true)!);

        engine.ShouldBeAssignableTo<ILambdaImageEngine>();
        engine!.GetType().ShouldNotBe(typeof(LambdaImage.Engine.LambdaImageEngine), "it is a copy of its own");
    }

    [Fact]
    public void The_AWS_SDK_is_a_copy_of_its_own()
    {
        var sdk = _context.LoadFromAssemblyName(new("AWSSDK.Core"));

        System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(sdk).ShouldBeSameAs(_context);
    }

    [Fact]
    public void A_missing_engine_is_nobody_elses_business() =>
        new EngineLoadContext(Path.Combine(Folder, "nothing-here")).FindEngine(new("LambdaImage.Engine")).ShouldBeNull();

    [Fact]
    public void Everything_the_engine_refers_to_is_in_its_folder_or_in_the_framework()
    {
        var missing = Engine().GetReferencedAssemblies()
            .Where(name => !name.Name!.StartsWith("System", StringComparison.Ordinal) && !name.Name.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Where(name => name.Name != "netstandard" && !File.Exists(Path.Combine(Folder, name.Name + ".dll")));

        missing.ShouldBeEmpty();
    }

    private Assembly Engine() => _context.FindEngine(new("LambdaImage.Engine"))!;
}
