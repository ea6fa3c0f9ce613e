"""Panels, targets, variables and annotations of today's Grafana for grafana-dashboard-builder."""
from grafana_dashboards.components.annotations import AnnotationsItemBase
from grafana_dashboards.components.panels import PanelsItemBase
from grafana_dashboards.components.targets import Targets, TargetsItemBase
from grafana_dashboards.components.templates import TemplatesItemBase

PROMETHEUS = {"type": "prometheus", "uid": "clausewatch-prometheus"}
POSTGRES = {"type": "grafana-postgresql-datasource", "uid": "clausewatch-postgresql"}


class Prom(TargetsItemBase):
    """A Prometheus query: `expr`, `legend`; `instant: true` for its last value as a table."""

    def gen_json_from_data(self, data, context):
        instant = data.get("instant", False)
        return {
            "datasource": PROMETHEUS,
            "expr": data["expr"],
            "legendFormat": data.get("legend", "__auto"),
            "instant": instant,
            "range": not instant,
            "format": "table" if instant else "time_series",
        }


class Sql(TargetsItemBase):
    """A PostgreSQL query: the text itself, or `query` with `format: time_series`."""

    def gen_json_from_data(self, data, context):
        plain = isinstance(data, str)
        return {
            "datasource": POSTGRES,
            "rawSql": data if plain else data["query"],
            "rawQuery": True,
            "editorMode": "code",
            "format": "table" if plain else data.get("format", "table"),
        }


class ModernPanel(PanelsItemBase):
    """What all panels share: `targets`, `unit`, `thresholds`, `mappings`, `links` and `overrides`."""

    panel_type = None

    def gen_json_from_data(self, data, context):
        json = super(ModernPanel, self).gen_json_from_data(data, context)
        defaults = {"unit": data.get("unit", "short"), "custom": self.custom(data)}
        for name in ("min", "max", "decimals", "mappings", "links", "noValue"):
            if name in data:
                defaults[name] = data[name]
        steps = [{"color": "green", "value": None}] + data.get("thresholds", [])
        defaults["thresholds"] = {"mode": "absolute", "steps": steps}
        defaults["color"] = {"mode": data.get("color", self.default_color)}
        json.update({
            "type": self.panel_type,
            "height": data.get("height", 8),
            "targets": self.registry.create_component(Targets, {"targets": data["targets"]}).gen_json(),
            "fieldConfig": {"defaults": defaults, "overrides": data.get("overrides", [])},
            "options": self.options(data),
        })
        json["datasource"] = json["targets"][0]["datasource"]
        return json

    default_color = "palette-classic"

    def custom(self, data):
        return {}

    def options(self, data):
        return {}


class TimeSeries(ModernPanel):
    panel_type = "timeseries"

    def custom(self, data):
        return {
            "drawStyle": data.get("draw", "line"),
            "fillOpacity": data.get("fill", 10),
            "lineWidth": 2,
            "showPoints": "never",
            "spanNulls": False,
            "stacking": {"mode": "normal" if data.get("stack") else "none", "group": "A"},
            "thresholdsStyle": {"mode": "line" if "thresholds" in data else "off"},
        }

    def options(self, data):
        return {
            "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
            "tooltip": {"mode": "multi", "sort": "desc"},
        }


class Figure(ModernPanel):
    """One figure, large (Grafana's stat)."""

    panel_type = "stat"
    default_color = "thresholds"

    def options(self, data):
        return {
            "colorMode": "value",
            "graphMode": data.get("graph", "none"),
            "justifyMode": "auto",
            "orientation": "auto",
            "textMode": data.get("text", "auto"),
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": data.get("values", False)},
        }


class Bars(ModernPanel):
    """A bar a row of its query (Grafana's bar gauge)."""

    panel_type = "bargauge"
    default_color = "thresholds"

    def options(self, data):
        return {
            "displayMode": "gradient",
            "orientation": "horizontal",
            "valueMode": "color",
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": data.get("values", True)},
        }


class Listing(ModernPanel):
    """A table of rows."""

    panel_type = "table"
    default_color = "thresholds"

    def custom(self, data):
        return {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": True}

    def options(self, data):
        return {"showHeader": True, "cellHeight": "sm"}


class SqlVariable(TemplatesItemBase):
    """A variable whose values a PostgreSQL query gives."""

    def gen_json_from_data(self, data, context):
        return {
            "type": "query",
            "name": data["name"],
            "label": data.get("label", data["name"]),
            "datasource": POSTGRES,
            "query": data["query"],
            "refresh": 2,
            "sort": 1,
            "multi": data.get("all", False),
            "includeAll": data.get("all", False),
            "current": {"text": "All", "value": "$__all"} if data.get("all") else {},
            "options": [],
        }


class TextVariable(TemplatesItemBase):
    """A variable that people type."""

    def gen_json_from_data(self, data, context):
        value = {"text": data["value"], "value": data["value"]}
        return {
            "type": "textbox",
            "name": data["name"],
            "label": data.get("label", data["name"]),
            "query": data["value"],
            "current": value,
            "options": [dict(value, selected=True)],
        }


class SqlAnnotation(AnnotationsItemBase):
    """Marks on the time axis: a query that gives time, optionally timeend, text and tags."""

    def gen_json_from_data(self, data, context):
        return {
            "name": data["name"],
            "datasource": POSTGRES,
            "enable": True,
            "hide": False,
            "iconColor": data["color"],
            "target": {"rawSql": data["query"], "rawQuery": True, "editorMode": "code", "format": "table", "refId": "Anno"},
        }
