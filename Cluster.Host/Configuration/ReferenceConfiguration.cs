using System.Reflection;

namespace Cluster.Host.Configuration;

/// <summary>The defaults: <c>hocon/reference.conf</c>, which travels inside the program.</summary>
internal static class ReferenceConfiguration
{
    /// <summary>The file's text.</summary>
    public static string Text()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("reference.conf")
            ?? throw new InvalidOperationException("The program was built without its reference configuration.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The file as the lowest layer.</summary>
    public static SettingsLayer Layer() => SettingsLayer.Parse("in hocon/reference.conf", Text());
}
