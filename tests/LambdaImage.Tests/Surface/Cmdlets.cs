using System.Management.Automation;
using System.Reflection;
using LambdaImage.Commands;

namespace LambdaImage.Tests.Surface;

/// <summary>The cmdlets, as their metadata tells. PowerShellStandard's attributes have no values at run time, so the raw data is read.</summary>
internal static class Cmdlets
{
    public static readonly Assembly Assembly = typeof(AwsCommand<>).Assembly;

    public static readonly IReadOnlyList<Type> All =
        [.. Assembly.GetExportedTypes().Where(type => Data<CmdletAttribute>(type).Any()).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static string NameOf(Type cmdlet) =>
        string.Join('-', Data<CmdletAttribute>(cmdlet).Single().ConstructorArguments.Select(argument => argument.Value));

    public static IEnumerable<CustomAttributeData> Data<TAttribute>(MemberInfo member) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType == typeof(TAttribute));

    public static bool Says(CustomAttributeData data, string name) =>
        data.NamedArguments.Any(argument => argument.MemberName == name && argument.TypedValue.Value is true);

    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => Data<ParameterAttribute>(property).Any());
}
