using System.Text.Json.Serialization.Metadata;

namespace ProtocolTypes;

/// <summary>Finds every type the messages are made of, and says what each is called in TypeScript.</summary>
internal sealed class TypeNames
{
    private readonly List<Type> _enums = [];
    private readonly List<JsonTypeInfo> _records = [];

    /// <summary>Walks from the messages' two roots, in the order of their declaration.</summary>
    public TypeNames(IEnumerable<JsonTypeInfo> roots)
    {
        foreach (var info in roots.SelectMany(Cases).Select(one => one.Info))
        {
            VisitProperties(info);
        }
    }

    /// <summary>Enumerations, each once.</summary>
    public IReadOnlyList<Type> Enums => _enums;

    /// <summary>Records that are not messages, each once.</summary>
    public IReadOnlyList<JsonTypeInfo> Records => _records;

    /// <summary>Whether a type of that name is among them.</summary>
    public bool IsNamed(string name) => _enums.Any(type => type.Name == name) || _records.Any(record => record.Type.Name == name);

    /// <summary>The messages of a root with their discriminators.</summary>
    public IEnumerable<(string Name, JsonTypeInfo Info)> Cases(JsonTypeInfo root) =>
        root.PolymorphismOptions!.DerivedTypes.Select(derived => ((string)derived.TypeDiscriminator!, root.Options.GetTypeInfo(derived.DerivedType)));

    /// <summary>A type's name in TypeScript; a type the protocol has no word for is a fault of the build.</summary>
    public string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "string"
            : plain == typeof(bool) ? "boolean"
            : plain == typeof(int) || plain == typeof(long) || plain == typeof(uint) || plain == typeof(double) ? "number"
            : Element(plain) is { } element ? $"{Of(element)}[]"
            : _enums.Contains(plain) || _records.Any(record => record.Type == plain) ? plain.Name
            : throw new NotSupportedException($"The protocol has no TypeScript for {type}.");
    }

    private static Type? Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private void VisitProperties(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            Visit(property.PropertyType, info);
        }
    }

    private void Visit(Type type, JsonTypeInfo user)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Element(plain) is { } element)
        {
            Visit(element, user);
        }
        else if (plain.IsEnum && !_enums.Contains(plain))
        {
            _enums.Add(plain);
        }
        else if (plain is { IsClass: true, IsPrimitive: false } && plain != typeof(string) && _records.All(record => record.Type != plain))
        {
            var info = user.Options.GetTypeInfo(plain);
            VisitProperties(info);
            _records.Add(info);
        }
    }
}
