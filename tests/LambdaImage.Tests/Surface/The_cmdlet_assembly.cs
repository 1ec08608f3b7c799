using System.Reflection;
using System.Runtime.Loader;

namespace LambdaImage.Tests.Surface;

public sealed class The_cmdlet_assembly
{
    private const string Engine = "LambdaImage.Engine";

    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Refers_to_the_framework_PowerShell_the_records_and_the_engine_only()
    {
        var foreign = Cmdlets.Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("netstandard" or "LambdaImage.Model" or Engine));

        foreign.ShouldBeEmpty();
    }

    [Fact]
    public void Has_no_exported_type_that_names_the_engine_in_any_member()
    {
        var named = Cmdlets.Assembly.GetExportedTypes().SelectMany(Named).Where(type => type.Assembly.GetName().Name == Engine);

        named.ShouldBeEmpty();
    }

    [Fact]
    public void Loads_every_type_where_there_is_no_engine() =>
        new WithoutEngine().LoadFromAssemblyPath(Cmdlets.Assembly.Location).GetTypes().ShouldNotBeEmpty();

    private static IEnumerable<Type> Named(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<Type>(),
        .. type.GetInterfaces(),
        .. type.GetFields(Everything).Select(field => field.FieldType),
        .. type.GetProperties(Everything).Select(property => property.PropertyType),
        .. type.GetMethods(Everything).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
        .. type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)),
    ];

    private sealed class WithoutEngine() : AssemblyLoadContext("without engine")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == Engine ? throw new FileNotFoundException("There is no engine here.") : null;
    }
}
