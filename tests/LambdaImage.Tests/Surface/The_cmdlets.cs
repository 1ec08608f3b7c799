using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using LambdaImage.Binding;
using LambdaImage.Commands;
using static LambdaImage.Tests.Surface.Cmdlets;

namespace LambdaImage.Tests.Surface;

public sealed class The_cmdlets
{
    public static TheoryData<Type> Each => [.. All];

    [Fact]
    public void Are_what_the_manifest_exports()
    {
        var list = Manifest(@"CmdletsToExport\s*=\s*@\(([^)]*)\)");
        var exported = list.Split('\n').Select(line => line.Trim().Trim('\'')).Where(name => name.Length > 0);

        exported.ShouldBe(All.Select(NameOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Have_the_version_that_the_manifest_has()
    {
        var version = Manifest(@"ModuleVersion\s*=\s*'([^']+)'");

        typeof(AwsCommand<>).Assembly.GetName().Version!.ToString(3).ShouldBe(version);
    }

    [Theory, MemberData(nameof(Each))]
    public void Say_what_they_give(Type cmdlet)
    {
        var result = (Type)Data<OutputTypeAttribute>(cmdlet).Single().ConstructorArguments.SelectMany(Flat).Single()!;

        var given = ResultOf(cmdlet);
        // Lists are written one by one; a report finding by finding, an outcome as its deployment, its images or its error.
        if (given.IsGenericType) given = given.GetGenericArguments()[0];
        result.ShouldBe(given == typeof(DockerfileReport) ? typeof(DockerfileFinding)
            : given == typeof(LambdaReleaseHistory) ? typeof(LambdaFunctionRelease)
            : given == typeof(FunctionOutcome) ? typeof(LambdaFunctionDeployment)
            : given == typeof(FunctionImagesOutcome) ? typeof(LambdaFunctionImage)
            : given);
    }

    [Theory, MemberData(nameof(Each))]
    public void Can_be_asked_what_they_would_do_unless_they_only_look(Type cmdlet) =>
        Says(Data<CmdletAttribute>(cmdlet).Single(), "SupportsShouldProcess").ShouldBe(!Regex.IsMatch(NameOf(cmdlet), "^(Get|Compare|Measure)-", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture));

    [Theory, MemberData(nameof(Each))]
    public void Are_named_after_their_file(Type cmdlet) => cmdlet.Name.ShouldBe(NameOf(cmdlet).Replace("-", "", StringComparison.Ordinal) + "Command");

    [Theory, MemberData(nameof(Each))]
    public void Have_parameters_with_singular_Pascal_names(Type cmdlet) =>
        Parameters(cmdlet).Select(property => property.Name).ShouldAllBe(name => Regex.IsMatch(name, "^[A-Z][A-Za-z]+$", RegexOptions.NonBacktracking));

    [Theory, MemberData(nameof(Each))]
    public void Take_tables_as_people_write_them(Type cmdlet) =>
        Parameters(cmdlet).Where(property => property.PropertyType == typeof(Hashtable)).ShouldAllBe(property => Data<PairsArgumentAttribute>(property).Any());

    [Fact]
    public void Declare_the_choice_of_a_project_alike_in_both_bases() =>
        Declared(typeof(BuildCommand<>), typeof(IProjectParameters)).ShouldBe(Declared(typeof(ProjectCommand<>), typeof(IProjectParameters)));

    [Fact]
    public void Declare_the_settings_of_a_function_alike() =>
        Declared(typeof(DeployLambdaImageCommand), typeof(IFunctionParameters))
            .ShouldBe(Declared(typeof(UpdateLambdaFunctionImageCommand), typeof(IFunctionParameters)));

    [Fact]
    public void Declare_the_settings_of_a_repository_alike() => ((Type[])[typeof(DeployLambdaImageCommand), typeof(CopyLambdaImageCommand)])
        .ShouldAllBe(cmdlet => Declared(cmdlet, typeof(IRepositoryParameters)).SequenceEqual(Declared(typeof(PublishLambdaImageCommand), typeof(IRepositoryParameters))));

    [Fact]
    public void Declare_the_ways_of_traffic_alike() =>
        Declared(typeof(DeployLambdaImageCommand), typeof(ITrafficParameters))
            .ShouldBe(Declared(typeof(UpdateLambdaFunctionImageCommand), typeof(ITrafficParameters)));

    private static string Manifest(string pattern) =>
        Regex.Match(RepositoryFiles.Read("LambdaImage.psd1"), pattern, RegexOptions.NonBacktracking).Groups[1].Value;

    private static IEnumerable<string> Declared(Type command, Type parameters) => parameters.GetProperties()
        .Select(property => command.GetProperty(property.Name)!)
        .SelectMany(property => property.GetCustomAttributesData()
            // Where the compiler notes what may be null depends on the other members.
            .Where(data => data.AttributeType.Namespace != "System.Runtime.CompilerServices")
            .Select(data => $"{property.PropertyType} {property.Name}: {data}")
            .Order(StringComparer.Ordinal));

    private static IEnumerable<object?> Flat(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> many ? many.Select(one => one.Value) : [argument.Value];

    private static Type ResultOf(Type cmdlet)
    {
        var type = cmdlet;
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(LambdaImageCommand<>)) type = type.BaseType!;
        return type.GetGenericArguments()[0];
    }
}
